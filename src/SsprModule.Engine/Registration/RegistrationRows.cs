using System.Text;
using System.Text.Json;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Reads the rows of one run over the registration report (userRegistrationDetails resource type, Microsoft Learn).</summary>
/// <param name="context">What the run knows beyond the rows, or null.</param>
internal sealed class RegistrationRows(IRegistrationContext? context)
{
    private static readonly HashSet<string> CountForSspr = new(StringComparer.Ordinal)
    {
        "mobilePhone", "officePhone", "email", "securityQuestion", "softwareOneTimePasscode", "hardwareOneTimePasscode", "microsoftAuthenticatorPush",
    };

    private readonly MethodLists lists = new();

    /// <summary>Reads one row. Members that are not known are passed over.</summary>
    public SsprRegistration Read(ref Utf8JsonReader reader)
    {
        var row = new Fields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, ref row);
        }

        return row.ToRegistration(context);
    }

    /// <summary>Reads an answer that holds one row; Microsoft's own example wraps it in <c>value</c>, the service does not.</summary>
    /// <exception cref="SsprException">AnswerTruncated: the answer is no whole row.</exception>
    public SsprRegistration Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var wrapped = document.RootElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object;
            var reader = new Utf8JsonReader(wrapped ? Encoding.UTF8.GetBytes(value.GetRawText()) : json);
            reader.Read();
            return Read(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SsprException(SsprErrorId.AnswerTruncated, e, 0L);
        }
    }

    /// <summary>What the flags of a row amount to.</summary>
    public static SsprRegistrationStatus StatusOf(SsprUserType type, bool enabled, bool capable, IReadOnlyList<string> methods)
    {
        if (type == SsprUserType.Guest)
        {
            return SsprRegistrationStatus.Guest;
        }

        if (capable)
        {
            return SsprRegistrationStatus.Capable;
        }

        if (!enabled)
        {
            return SsprRegistrationStatus.NotEnabled;
        }

        // A loop, because this runs for each row of a tenant.
        for (var i = 0; i < methods.Count; i++)
        {
            if (CountForSspr.Contains(methods[i]))
            {
                return SsprRegistrationStatus.PartlyRegistered;
            }
        }

        return SsprRegistrationStatus.NotRegistered;
    }

    private void ReadMember(ref Utf8JsonReader reader, ref Fields row)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            row.Id = Text(ref reader);
        }
        else if (reader.ValueTextEquals("userPrincipalName"u8))
        {
            row.UserPrincipalName = Text(ref reader);
        }
        else if (reader.ValueTextEquals("userDisplayName"u8))
        {
            row.DisplayName = Text(ref reader);
        }
        else if (reader.ValueTextEquals("userType"u8))
        {
            row.IsGuest = IsValue(ref reader, JsonTokenType.String) && reader.ValueTextEquals("guest"u8);
        }
        else if (reader.ValueTextEquals("isAdmin"u8))
        {
            row.IsAdmin = Flag(ref reader);
        }
        else if (reader.ValueTextEquals("isSsprRegistered"u8))
        {
            row.IsRegistered = Flag(ref reader);
        }
        else if (reader.ValueTextEquals("isSsprEnabled"u8))
        {
            row.IsEnabled = Flag(ref reader);
        }
        else if (reader.ValueTextEquals("isSsprCapable"u8))
        {
            row.IsCapable = Flag(ref reader);
        }
        else if (reader.ValueTextEquals("isMfaRegistered"u8))
        {
            row.IsMfaRegistered = Flag(ref reader);
        }
        else if (reader.ValueTextEquals("lastUpdatedDateTime"u8))
        {
            row.LastUpdated = IsValue(ref reader, JsonTokenType.String) && reader.TryGetDateTimeOffset(out var time) ? time : null;
        }
        else if (reader.ValueTextEquals("methodsRegistered"u8))
        {
            row.Methods = Words(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static string? Text(ref Utf8JsonReader reader) => IsValue(ref reader, JsonTokenType.String) ? reader.GetString() : null;

    private static bool? Flag(ref Utf8JsonReader reader) => IsValue(ref reader, JsonTokenType.True) ? true : reader.TokenType == JsonTokenType.False ? false : null;

    private ValueList<string> Words(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return lists.Take();
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                var (word, number) = MethodWords.Read(ref reader);
                lists.Add(word, number);
            }
        }

        return lists.Take();
    }

    // Goes to the value; one that is an object or a list is passed over whole, so that the reader stays in step.
    private static bool IsValue(ref Utf8JsonReader reader, JsonTokenType wanted)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }

        return reader.TokenType == wanted;
    }

    private struct Fields
    {
        private static readonly ValueList<string> None = new([]);

        public string? Id;
        public string? UserPrincipalName;
        public string? DisplayName;
        public bool IsGuest;
        public bool? IsAdmin;
        public bool? IsRegistered;
        public bool? IsEnabled;
        public bool? IsCapable;
        public bool? IsMfaRegistered;
        public DateTimeOffset? LastUpdated;
        public ValueList<string>? Methods;

        public readonly SsprRegistration ToRegistration(IRegistrationContext? context)
        {
            var type = IsGuest ? SsprUserType.Guest : SsprUserType.Member;
            var methods = Methods ?? None;
            return new SsprRegistration
            {
                Id = Id ?? "",
                UserPrincipalName = UserPrincipalName ?? "",
                DisplayName = DisplayName,
                UserType = type,
                IsAdmin = IsAdmin,
                IsSsprRegistered = IsRegistered,
                IsSsprEnabled = IsEnabled,
                IsSsprCapable = IsCapable,
                IsMfaRegistered = IsMfaRegistered,
                Methods = methods,
                LastUpdated = LastUpdated,
                Context = context,
                Status = StatusOf(type, IsEnabled == true, IsCapable == true, methods),
            };
        }
    }
}
