using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using SsprModule.Text;

namespace SsprModule.Errors;

/// <summary>Turns what went wrong into the error record that PowerShell shows.</summary>
internal static class ErrorRecords
{
    // From 7.5 on PowerShell prints the recommended action by itself; before, nobody would see it.
    private static readonly bool EngineShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>The record for any exception: the module's own keep their id, the rest are told as unexpected.</summary>
    public static ErrorRecord From(Exception exception) => exception switch
    {
        SsprException known => From(known),
        OperationCanceledException => From(new SsprException(SsprErrorId.GraphTimeout, exception)),
        _ => From(new SsprException(SsprErrorId.Unexpected, exception, exception.Message)),
    };

    /// <summary>The record with id, category, target, the service's own words and what to do next.</summary>
    public static ErrorRecord From(SsprException exception)
    {
        var record = new ErrorRecord(exception, exception.Id.ToString(), CategoryOf(exception.Id), exception.Target);
        record.ErrorDetails = new ErrorDetails(Describe(exception)) { RecommendedAction = exception.RecommendedAction };
        if (exception.Target is string target)
        {
            record.CategoryInfo.TargetName = target;
        }

        return record;
    }

    private static string Describe(SsprException exception)
    {
        var text = EngineShowsAction ? exception.Message : exception.Message + " " + exception.RecommendedAction;
        if (exception.ResumeToken is not null)
        {
            text += " " + Texts.Get("Resume");
        }

        return exception.Failure is { } f
            ? text + Environment.NewLine + Texts.Format("Error_Support", f.Code ?? f.Status.ToString(CultureInfo.InvariantCulture), f.RequestId ?? "-", f.Date ?? "-", f.Call ?? "-")
            : text;
    }

    // An id that names no category is a fault of the module itself.
    private static ErrorCategory CategoryOf(SsprErrorId id) =>
        typeof(SsprErrorId).GetField(id.ToString())?.GetCustomAttribute<CategoryAttribute>()?.Category ?? ErrorCategory.NotSpecified;
}
