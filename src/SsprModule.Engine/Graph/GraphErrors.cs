using System.Globalization;
using System.Net;
using System.Text.Json;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Graph;

/// <summary>Turns an answer that is no success into the module's own error: what is missing, and what the service said.</summary>
internal sealed class GraphErrors
{
    private const int LongestBody = 64 * 1024;

    private readonly Func<SsprContext> context;

    /// <param name="context">Tells what the present token may do.</param>
    public GraphErrors(Func<SsprContext> context) => this.context = context;

    /// <summary>Reads the answer and says what it means for this call.</summary>
    public async Task<SsprException> FromAsync(HttpResponseMessage response, GraphCall call, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode < 500 && ResponseFacts.IsHtml(response))
        {
            return Sender.NotJson(response, call);
        }

        var failure = await ReadAsync(response, call, cancellationToken).ConfigureAwait(false);
        var said = failure.Message ?? failure.Code ?? response.ReasonPhrase ?? "";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Unauthorized(failure, said, call),
            HttpStatusCode.Forbidden => Forbidden(failure, said, call),
            (HttpStatusCode)429 => Error(SsprErrorId.Throttled, RetryHandler.ThrottleRetries + 1),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => Error(SsprErrorId.ServiceUnavailable, failure.Status, said),
            _ => Error(SsprErrorId.RequestRefused, failure.Code ?? failure.Status.ToString(CultureInfo.InvariantCulture), said),
        };

        SsprException Error(SsprErrorId id, params object?[] arguments) => new(id, arguments) { Failure = failure, Target = call.Target };
    }

    private static SsprException Unauthorized(GraphFailure failure, string said, GraphCall call)
    {
        var id = Contains(said, "expired") ? SsprErrorId.TokenExpired : Contains(said, "audience") ? SsprErrorId.TokenAudienceInvalid : SsprErrorId.TokenRejected;
        return new SsprException(id, said) { Failure = failure, Target = call.Target };
    }

    private SsprException Forbidden(GraphFailure failure, string said, GraphCall call)
    {
        if (failure.Code == "Authentication_RequestFromNonPremiumTenantOrB2CTenant")
        {
            return new SsprException(SsprErrorId.LicenseMissing, said) { Failure = failure, Target = call.Target };
        }

        var now = context();
        var granted = now.Permissions;
        var lacking = failure.Code == "Authentication_MSGraphPermissionMissing"
            || (granted is not null && call.Permissions.Count > 0 && !call.Permissions.Intersect(granted, StringComparer.OrdinalIgnoreCase).Any());
        if (lacking)
        {
            return new SsprException(SsprErrorId.PermissionMissing, call.Permissions, failure.Call) { Failure = failure, Target = call.Target };
        }

        // An application takes no role for most calls, so for it a missing one would be a guess.
        return call.Roles.Count > 0 && now.SignIn != SsprSignInKind.Application && (granted is not null || failure.Code == "Authentication_RequestFromUnsupportedUserRole")
            ? new SsprException(SsprErrorId.RoleMissing, call.Roles, new Reason("ServiceSaid", said)) { Failure = failure, Target = call.Target }
            : new SsprException(SsprErrorId.AccessDenied, call.Permissions, call.Roles, said.TrimEnd('.')) { Failure = failure, Target = call.Target };
    }

    private static async Task<GraphFailure> ReadAsync(HttpResponseMessage response, GraphCall call, CancellationToken cancellationToken)
    {
        var error = ResponseFacts.IsJson(response) ? await BodyAsync(response, cancellationToken).ConfigureAwait(false) : default;
        var inner = Json.Member(error, "innerError") is { ValueKind: JsonValueKind.Object } usual ? usual : Json.Member(error, "innererror");
        return new GraphFailure
        {
            Status = (int)response.StatusCode,
            Code = Json.Text(error, "code"),
            Message = Json.Text(error, "message"),
            RequestId = Json.Text(inner, "request-id") ?? ResponseFacts.RequestId(response),
            ClientRequestId = Json.Text(inner, "client-request-id"),
            RetryAfter = response.Headers.RetryAfter?.Delta,
            Date = Json.Text(inner, "date") ?? response.Headers.Date?.ToString("O", CultureInfo.InvariantCulture),
            Call = $"{response.RequestMessage?.Method} {call.Path}",
        };
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await Body.ReadAsync(response, LongestBody, cancellationToken).ConfigureAwait(false);
            using var document = JsonDocument.Parse(body);
            return Json.Member(document.RootElement.Clone(), "error");
        }
        catch (Exception e) when (e is JsonException || Sender.IsBroken(e, cancellationToken))
        {
            return default;
        }
    }

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
