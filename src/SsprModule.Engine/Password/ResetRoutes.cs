using Microsoft.Graph.Models;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password;

/// <summary>Chooses the call that resets a user's password, by who is signed in and where the account lives.</summary>
internal static class ResetRoutes
{
    /// <summary>The route for a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="context">Who is signed in, to which cloud.</param>
    /// <param name="signIn">A person or an application, as far as is known by now.</param>
    /// <remarks>
    /// resetPassword (Microsoft Learn) takes a signed-in person and writes back; PATCH passwordProfile works for applications
    /// but only on cloud accounts; the cloud China has no resetPassword in its metadata.
    /// </remarks>
    /// <exception cref="SsprException">ResetNotSupported or NotAvailableInCloud, with the reason and the supported way.</exception>
    public static SsprResetRoute Choose(User user, SsprContext context, SsprSignInKind signIn)
    {
        var isSynced = user.OnPremisesSyncEnabled == true;
        if (Is(user.UserType, "Guest"))
        {
            throw Refuse("ResetGuest");
        }

        if (Is(user.Id, context.ObjectId))
        {
            throw Refuse("ResetOwnAccount");
        }

        if (signIn != SsprSignInKind.Application && context.Environment != SsprEnvironment.China)
        {
            return SsprResetRoute.ResetPassword;
        }

        if (isSynced && signIn != SsprSignInKind.Application)
        {
            throw new SsprException(SsprErrorId.NotAvailableInCloud, "resetPassword", context.Environment) { Target = user.UserPrincipalName };
        }

        return !isSynced ? SsprResetRoute.PasswordProfile : throw Refuse("ResetSyncedApplication");

        SsprException Refuse(string reason) => new(SsprErrorId.ResetNotSupported, user.UserPrincipalName, new Reason(reason)) { Target = user.UserPrincipalName };
    }

    private static bool Is(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
