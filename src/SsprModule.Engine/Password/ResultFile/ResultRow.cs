using System.Security;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>
/// What a row of a result file says, as JSON: <c>intent</c>, written before the password is sent; <c>outcome</c>, written
/// when the reset has ended, and once more when all that follows it has, the later one counts; <c>end</c>, when the whole run has.
/// </summary>
internal static class ResultRow
{
    public const string Intent = "intent";
    public const string Outcome = "outcome";
    public const string End = "end";

    /// <summary>A reset that is about to be sent, with its generated password if there is one.</summary>
    public static byte[] OfIntent(PasswordResetPlan plan, SecureString? password, double? entropy)
    {
        // Large enough never to grow: an outgrown buffer would not be wiped. An escaped character takes up to six bytes.
        using var stream = new MemoryStream(((password?.Length ?? 0) * 6) + (plan.UserPrincipalName.Length * 6) + 512);
        using (var json = new Utf8JsonWriter(stream))
        {
            Begin(json, Intent);
            json.WriteString("id", plan.Id);
            json.WriteString("user", plan.UserPrincipalName);
            json.WriteString("route", plan.Route.ToString());
            json.WriteBoolean("synced", plan.IsSynced);
            if (password is not null)
            {
                json.WriteNumber("entropy", entropy ?? 0);
                SecureStringReader.UseCharacters(password, characters =>
                {
                    json.WriteString("password", characters);
                    return true;
                });
            }

            json.WriteEndObject();
        }

        var row = stream.ToArray();
        Array.Clear(stream.GetBuffer(), 0, (int)stream.Length);
        return row;
    }

    /// <summary>How a reset ended.</summary>
    /// <param name="intent">The number of its intent.</param>
    /// <param name="result">What became of it.</param>
    public static byte[] OfOutcome(long intent, SsprPasswordResetResult result) => Write(json =>
    {
        Begin(json, Outcome);
        json.WriteNumber("of", intent);
        json.WriteString("status", result.Status.ToString());
        json.WriteString("route", result.Route.ToString());
        WriteFlag(json, "writtenBack", result.WrittenBack);
        WriteFlag(json, "mustChange", result.MustChange);
        WriteFlag(json, "sessionsRevoked", result.SessionsRevoked);
        json.WriteString("operationId", result.OperationId);
        json.WriteString("statusDetail", result.StatusDetail);
        json.WriteNumber("ticks", result.Duration.Ticks);
        json.WriteEndObject();
    });

    /// <summary>The last row of a run that came to its end.</summary>
    public static byte[] OfEnd() => Write(json =>
    {
        Begin(json, End);
        json.WriteEndObject();
    });

    /// <summary>The result that an intent stands for as long as no outcome is known.</summary>
    public static SsprPasswordResetResult ToResult(JsonElement intent, SecureString? password, bool asPlainText) => new()
    {
        Id = Json.Text(intent, "id") ?? "",
        UserPrincipalName = Json.Text(intent, "user") ?? "",
        Status = SsprResetStatus.Unknown,
        Route = Parse<SsprResetRoute>(intent, "route"),
        IsSynced = Flag(intent, "synced") == true,
        NewPassword = password,
        Entropy = Json.Member(intent, "entropy") is { ValueKind: JsonValueKind.Number } bits ? bits.GetDouble() : null,
        PlainTextPassword = asPlainText && password is not null ? SecureStringReader.Use(password, plain => plain) : null,
    };

    /// <summary>The result of an intent and its outcome. A password that was never set is dropped.</summary>
    public static SsprPasswordResetResult ToResult(SsprPasswordResetResult intent, JsonElement outcome)
    {
        var status = Parse<SsprResetStatus>(outcome, "status");
        var isSet = status is not (SsprResetStatus.Failed or SsprResetStatus.NotStarted);
        return new SsprPasswordResetResult
        {
            Id = intent.Id,
            UserPrincipalName = intent.UserPrincipalName,
            IsSynced = intent.IsSynced,
            Status = status,
            Route = Parse<SsprResetRoute>(outcome, "route"),
            WrittenBack = Flag(outcome, "writtenBack"),
            MustChange = Flag(outcome, "mustChange"),
            SessionsRevoked = Flag(outcome, "sessionsRevoked"),
            OperationId = Json.Text(outcome, "operationId"),
            StatusDetail = Json.Text(outcome, "statusDetail"),
            Duration = Json.Member(outcome, "ticks") is { ValueKind: JsonValueKind.Number } ticks ? new TimeSpan(ticks.GetInt64()) : default,
            NewPassword = isSet ? intent.NewPassword : null,
            Entropy = isSet ? intent.Entropy : null,
            PlainTextPassword = isSet ? intent.PlainTextPassword : null,
        };
    }

    private static T Parse<T>(JsonElement row, string name)
        where T : struct => Enum.TryParse<T>(Json.Text(row, name), out var value) ? value : throw new JsonException($"'{name}' is not known.");

    private static bool? Flag(JsonElement row, string name) => Json.Member(row, name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void Begin(Utf8JsonWriter json, string kind)
    {
        json.WriteStartObject();
        json.WriteString("row", kind);
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }

        return stream.ToArray();
    }
}
