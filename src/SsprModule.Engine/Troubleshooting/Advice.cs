using System.Globalization;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>Lets the module's own errors say what the knowledge base knows of the service's code.</summary>
internal static class Advice
{
    /// <summary>The first step for the code in an error, or null. A code of the reset service tells more than the one of Graph around it.</summary>
    public static string? For(SsprException exception)
    {
        // The other ids have an action of their own that says it already, with the missing permission or role in it.
        if (exception.Id is not (SsprErrorId.PasswordRefused or SsprErrorId.PortalRefused or SsprErrorId.RequestRefused or SsprErrorId.ResetFailed or SsprErrorId.SignInFailed))
        {
            return null;
        }

        var known = CodeFinder.Find($"{exception.Failure?.Code} {exception.Failure?.Message} {exception.Message}")
            .Where(c => c.Code != "Request_BadRequest")
            .Select(c => CodeExplainer.Explain(c, CultureInfo.CurrentUICulture))
            .Where(c => c.IsDocumented);
        return known.OrderBy(c => c.Kind == SsprCodeKind.Graph).FirstOrDefault()?.Steps[0];
    }
}
