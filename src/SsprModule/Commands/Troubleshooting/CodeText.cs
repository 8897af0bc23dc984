using System.Globalization;
using System.Management.Automation;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Troubleshooting;

/// <summary>What somebody pipes into Get-SsprErrorInfo, as a text to look for codes in.</summary>
internal static class CodeText
{
    private const int Longest = 60;

    // What Get-WinEvent, Get-EventLog and exported logs call the number of an event.
    private static readonly string[] EventNumbers = ["EventId", "EventID", "InstanceId", "Id"];
    private static readonly string[] EventLogs = ["ProviderName", "Source", "LogName"];

    /// <summary>The text.</summary>
    public static string Of(object? item) => item switch
    {
        null => "",
        string text => text,
        SsprAuditEvent audit => audit.ReasonText ?? "",
        SsprAttempt attempt => attempt.ReasonText ?? attempt.Code ?? "",
        SsprErrorInfo info => info.Code,
        _ when Error(item) is { } error => $"{(item as ErrorRecord)?.FullyQualifiedErrorId} {string.Join(" ", Chain(error).Select(Words))} {(item as ErrorRecord)?.ErrorDetails?.Message}",
        IFormattable number when item.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Event(PSObject.AsPSObject(item)) ?? item.ToString() ?? "",
    };

    /// <summary>The object itself; one that is nothing but properties, as from Import-Csv, stays as it is.</summary>
    public static object? Unwrap(object? item) => item is PSObject { BaseObject: not PSCustomObject and var within } ? within : item;

    /// <summary>The exception in an error; null for anything else.</summary>
    public static Exception? Error(object? item) => item as Exception ?? (item as ErrorRecord)?.Exception;

    /// <summary>The beginning of a text, for an error message.</summary>
    public static string Short(string text)
    {
        var line = string.Join(" ", text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line.Substring(0, Longest) + "…";
    }

    private static string Words(Exception error) =>
        error is SsprException { Failure: { } failure } ? $"{failure.Code} {failure.Message} {error.Message}" : error.Message;

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static string? Event(PSObject item)
    {
        var log = Value(item, EventLogs);
        var number = Value(item, EventNumbers);
        var message = Value(item, ["Message"]);
        return log is not null && number is not null ? $"Event ID: {number} {log} {message}" : message;
    }

    private static string? Value(PSObject item, string[] names) =>
        names.Select(n => item.Properties[n]?.Value).FirstOrDefault(v => v is not null) is { } value
            ? LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture) as string
            : null;
}
