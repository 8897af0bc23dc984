using System.Net;
using System.Text.Json;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.Policy;

/// <summary>Reads the portal backend's own error body, which is not Graph's: <c>ClientData.errorCode</c> and its detail, else <c>Message</c> (observed).</summary>
internal static class PortalErrors
{
    /// <summary>What a refusal means.</summary>
    public static SsprException From(HttpResponseMessage response, byte[] body)
    {
        var failure = Read(response, body);
        var said = failure.Message ?? failure.Code ?? $"{failure.Status} {response.ReasonPhrase}";
        var id = response.StatusCode switch
        {
            (HttpStatusCode)429 => SsprErrorId.Throttled,
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden => SsprErrorId.PortalRefused,
            >= HttpStatusCode.InternalServerError => SsprErrorId.ServiceUnavailable,
            _ => SsprErrorId.PortalUnavailable,
        };
        return id switch
        {
            SsprErrorId.ServiceUnavailable => new SsprException(id, failure.Status, said) { Failure = failure },
            SsprErrorId.Throttled => new SsprException(id, RetryHandler.ThrottleRetries + 1) { Failure = failure },
            _ => new SsprException(id, said) { Failure = failure },
        };
    }

    private static GraphFailure Read(HttpResponseMessage response, byte[] body)
    {
        string? code = null, message = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var client = Json.Member(root, "ClientData");
            code = Json.Text(client, "errorCode");
            message = Json.Text(Json.Member(client, "localizedErrorDetails"), "errorDetail") ?? Json.Text(root, "Message") ?? Json.Text(Json.Member(root, "error"), "message");
        }
        catch (JsonException)
        {
            // A web page or nothing at all: the status alone tells.
        }

        return new GraphFailure
        {
            Status = (int)response.StatusCode,
            Code = code,
            Message = message,
            RequestId = ResponseFacts.RequestId(response),
            Call = $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}",
        };
    }
}
