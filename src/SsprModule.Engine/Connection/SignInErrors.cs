using System.Text.RegularExpressions;
using Azure.Identity;
using Microsoft.Identity.Client;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.Connection;

/// <summary>Turns what Azure.Identity throws into this module's errors.</summary>
internal static class SignInErrors
{
    private const int LongestMessage = 400;

    /// <summary>"AADSTS50126: Error validating credentials. Trace ID: … Correlation ID: … Timestamp: …", in one line or several.</summary>
    private static readonly Regex Refusal = new(
        @"(?<code>AADSTS\d+):\s*(?<text>.*?)\s*(?:Trace ID:\s*(?<trace>\S+)\s*)?(?:Correlation ID:\s*(?<correlation>\S+)\s*)?(?:Timestamp:\s*(?<date>\d[\d\-:TZ ]*[\dZ])|$)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>The exception to throw instead, or null when it is right as it is.</summary>
    public static Exception? Translate(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return exception is OperationCanceledException ? null : new OperationCanceledException(null, exception, cancellationToken);
        }

        return exception switch
        {
            SsprException => null,
            OperationCanceledException => new SsprException(SsprErrorId.GraphTimeout, exception),
            AuthenticationRequiredException => new SsprException(SsprErrorId.TokenRejected, exception, new Reason("SignInAgain")),
            CredentialUnavailableException => Failed(exception),
            AuthenticationFailedException when Cause<HttpRequestException>(exception) is { } network =>
                new SsprException(SsprErrorId.NetworkFailure, exception, Innermost(network).Message),
            AuthenticationFailedException when Cause<MsalClientException>(exception)?.ErrorCode is MsalError.LinuxXdgOpen or MsalError.WebviewUnavailable =>
                new SsprException(SsprErrorId.SignInFailed, exception, new Reason("BrowserMissing")),
            AuthenticationFailedException => Failed(exception),
            _ => null,
        };
    }

    private static SsprException Failed(Exception exception)
    {
        // Azure.Identity leaves the words of the service to the exception within.
        var service = Cause<MsalServiceException>(exception);
        var said = service?.Message ?? exception.Message;
        var match = Refusal.Match(said);
        if (!match.Success)
        {
            return new SsprException(SsprErrorId.SignInFailed, exception, OneLine(said));
        }

        var text = OneLine(match.Groups["code"].Value + ": " + match.Groups["text"].Value);
        return new SsprException(SsprErrorId.SignInFailed, exception, text)
        {
            Failure = new GraphFailure
            {
                Status = service?.StatusCode ?? 0,
                Code = match.Groups["code"].Value,
                Message = text,
                RequestId = ValueOf(match.Groups["trace"]),
                ClientRequestId = ValueOf(match.Groups["correlation"]),
                Date = ValueOf(match.Groups["date"]),
            },
        };
    }

    private static string? ValueOf(Group group) => group.Success ? group.Value : null;

    private static T? Cause<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T cause)
            {
                return cause;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is null ? exception : Innermost(exception.InnerException);

    private static string OneLine(string text)
    {
        var line = string.Join(" ", text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestMessage ? line : line.Substring(0, LongestMessage) + "…";
    }
}
