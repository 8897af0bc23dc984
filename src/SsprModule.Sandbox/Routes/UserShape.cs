using System.Text.Json;
using SsprModule.Sandbox.OData;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.Routes;

/// <summary>A user as a call sees it; the changeable part is looked up only when a field needs it.</summary>
internal sealed class UserView(TenantState tenant, int index)
{
    private UserState? state;

    public TenantState Tenant { get; } = tenant;

    public UserProfile Profile { get; } = tenant.Users.Profile(index);

    public UserState State => state ??= Tenant.Users.State(Profile.Index);

    /// <summary>Each eight members have a manager among those before them; guests and the first users have none.</summary>
    public int? ManagerIndex => !Profile.IsGuest && Profile.Index >= 16 && !Tenant.Users.Profile(Profile.Index / 8).IsGuest ? Profile.Index / 8 : null;

    public bool IsEnabled => Tenant.Users.History(Profile.Index) is null ? Profile.IsEnabled : State.AccountEnabled;
}

/// <summary>The properties of microsoft.graph.user.</summary>
internal static class UserShape
{
    private const Can TextFilter = Can.Eq | Can.StartsWith | Can.In | Can.Advanced;

    /// <summary>All that User.ReadBasic.All shows.</summary>
    private static readonly string[] Basic = ["id", "displayName", "givenName", "surname", "mail", "userPrincipalName"];

    /// <summary>Permissions that show the whole profile.</summary>
    private static readonly string[] FullReaders = [.. Access.Permit.UsersRead.Skip(1)];

    public static readonly IReadOnlyList<Field<UserView>> AllFields =
    [
        Fields.Texts<UserView>("businessPhones", _ => []),
        Fields.Text<UserView>("displayName", user => user.Profile.DisplayName, TextFilter | Can.Order),
        Fields.Text<UserView>("givenName", user => user.Profile.GivenName, TextFilter),
        Fields.Text<UserView>("jobTitle", user => user.Profile.JobTitle, TextFilter),
        Fields.Text<UserView>("mail", user => user.Profile.Mail, TextFilter),
        Fields.Text<UserView>("mobilePhone", user => user.Profile.Dice % 2 == 0 ? user.Profile.Number(3) : null),
        Fields.Text<UserView>("officeLocation", user => user.Profile.Office),
        Fields.Text<UserView>("preferredLanguage", user => user.Profile.Country == "Netherlands" ? "nl-NL" : "en-GB"),
        Fields.Text<UserView>("surname", user => user.Profile.Surname, TextFilter),
        Fields.Text<UserView>("userPrincipalName", user => user.Profile.Upn, TextFilter | Can.Order),
        Fields.Id<UserView>("id", user => user.Profile.Id, Can.Eq | Can.In),
        .. OnRequest(),
    ];

    public static readonly Shape<UserView> Shape = new("microsoft.graph.user", AllFields) { Expand = Manager };

    private static readonly Shape<UserView> BasicShape =
        new("microsoft.graph.user", AllFields.Where(field => Array.IndexOf(Basic, field.Name) >= 0))
        {
            Expand = _ => throw Http.GraphErrors.Denied(),
        };

    /// <summary>What this caller may see: User.ReadBasic.All alone shows the basic profile, and selecting more is refused.</summary>
    public static Shape<UserView> For(Http.Call call)
    {
        var isFull = call.IsOwnObject || call.Caller.HoldsAny(FullReaders);
        if (!isFull && call.Query.Select is { } select && select.Any(name => Shape.Find(name) is not null && BasicShape.Find(name) is null))
        {
            throw Http.GraphErrors.Denied();
        }

        return isFull ? Shape : BasicShape;
    }

    private static IEnumerable<Field<UserView>> OnRequest() =>
    [
        Fields.Bool<UserView>("accountEnabled", user => user.IsEnabled, Can.Eq | Can.Advanced, false),
        Fields.Text<UserView>("userType", user => user.Profile.IsGuest ? "Guest" : "Member", Can.Eq | Can.In | Can.Advanced, false),
        Fields.Time<UserView>("createdDateTime", user => Day(user, user.Profile.CreatedDaysAgo), Can.Eq | Can.Compare, false),
        Fields.Text<UserView>("creationType", user => user.Profile.IsGuest ? "Invitation" : null, isDefault: false),
        Fields.Text<UserView>("externalUserState", user => user.Profile.IsGuest ? "Accepted" : null, isDefault: false),
        Fields.Text<UserView>("city", user => user.Profile.Office, TextFilter, false),
        Fields.Text<UserView>("country", user => user.Profile.Country, TextFilter, false),
        Fields.Text<UserView>("department", user => user.Profile.Office, TextFilter, false),
        Fields.Text<UserView>("companyName", _ => "Contoso", TextFilter, false),
        Fields.Text<UserView>("usageLocation", user => user.Profile.Country == "Netherlands" ? "NL" : "GB", Can.Eq, false),
        Fields.Text<UserView>("mailNickname", user => Local(user.Profile.Upn), isDefault: false),
        Fields.Texts<UserView>("otherMails", user => user.Profile.IsGuest ? [user.Profile.Mail] : [], isDefault: false),
        Fields.Texts<UserView>("proxyAddresses", user => ["SMTP:" + user.Profile.Mail], isDefault: false),
        Fields.MaybeBool<UserView>("onPremisesSyncEnabled", user => user.Profile.IsSynced ? true : null, Can.Eq | Can.Advanced, false),
        Fields.Time<UserView>("onPremisesLastSyncDateTime", user => user.Profile.IsSynced ? user.Tenant.Started.AddMinutes(-20) : null, isDefault: false),
        Fields.Text<UserView>("onPremisesDomainName", user => user.Profile.IsSynced ? "ad.contoso.com" : null, isDefault: false),
        Fields.Text<UserView>("onPremisesSamAccountName", user => user.Profile.IsSynced ? Local(user.Profile.Upn) : null, isDefault: false),
        Fields.Text<UserView>(
            "onPremisesImmutableId", user => user.Profile.IsSynced ? Convert.ToBase64String(user.Profile.Id.ToByteArray()) : null, isDefault: false),
        Fields.Text<UserView>(
            "onPremisesDistinguishedName",
            user => user.Profile.IsSynced ? $"CN={user.Profile.DisplayName},OU={user.Profile.Office},DC=ad,DC=contoso,DC=com" : null,
            isDefault: false),
        Fields.Text<UserView>(
            "onPremisesSecurityIdentifier",
            user => user.Profile.IsSynced ? FormattableString.Invariant($"S-1-5-21-1004336348-1177238915-682003330-{1100 + user.Profile.Index}") : null,
            isDefault: false),
        Fields.Texts<UserView>("onPremisesProvisioningErrors", _ => [], isDefault: false),
        Fields.Text<UserView>("passwordPolicies", user => user.State.PasswordPolicies, isDefault: false),
        Fields.Time<UserView>("lastPasswordChangeDateTime", user => user.State.LastPasswordChange, isDefault: false),
        Fields.Time<UserView>("signInSessionsValidFromDateTime", user => user.State.SessionsValidFrom, isDefault: false),
        new Field<UserView>("passwordProfile", WritePasswordProfile) { IsDefault = false },
        new Field<UserView>("assignedLicenses", WriteLicences) { IsDefault = false },
        new Field<UserView>("signInActivity", WriteSignInActivity) { IsDefault = false },
    ];

    // $expand=manager or $expand=manager($select=...): the only relation of users that is expanded here.
    private static Field<UserView> Manager(string expand)
    {
        var match = System.Text.RegularExpressions.Regex.Match(expand, @"^\s*manager\s*(\(\s*\$select\s*=([A-Za-z,\s]+)\))?\s*$");
        if (!match.Success)
        {
            throw Http.GraphErrors.UnsupportedQuery($"The expansion '{expand}' is not supported.");
        }

        var fields = Shape.Choose(match.Groups[2].Success ? [.. match.Groups[2].Value.Split(',').Select(name => name.Trim())] : null);
        return new Field<UserView>("manager", (writer, user) =>
        {
            // Whoever has no manager lacks the member.
            if (user.ManagerIndex is not { } manager)
            {
                return;
            }

            writer.WriteStartObject("manager");
            writer.WriteString("@odata.type", "#microsoft.graph.user");
            Shape<UserView>.WriteObject(writer, new UserView(user.Tenant, manager), fields);
            writer.WriteEndObject();
        });
    }

    private static DateTimeOffset Day(UserView user, int daysAgo) => new(user.Tenant.Started.UtcDateTime.Date.AddDays(-daysAgo), TimeSpan.Zero);

    private static string Local(string upn) => upn.Substring(0, upn.IndexOf('@', StringComparison.Ordinal));

    private static void WritePasswordProfile(Utf8JsonWriter writer, UserView user)
    {
        writer.WriteStartObject("passwordProfile");
        writer.WriteNull("password");
        writer.WriteBoolean("forceChangePasswordNextSignIn", user.State.ForceChange);
        writer.WriteBoolean("forceChangePasswordNextSignInWithMfa", user.State.ForceChangeWithMfa);
        writer.WriteEndObject();
    }

    private static void WriteLicences(Utf8JsonWriter writer, UserView user)
    {
        writer.WriteStartArray("assignedLicenses");
        if (user.Profile.IsLicensed)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("disabledPlans");
            writer.WriteEndArray();
            writer.WriteString("skuId", Licence(user.Tenant));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The SKU that licensed users have.</summary>
    public static string Licence(TenantState tenant) => tenant.IsPremium ? PolicySeeds.EnterpriseSku : PolicySeeds.StandardSku;

    private static void WriteSignInActivity(Utf8JsonWriter writer, UserView user)
    {
        if (user.Profile.Dice % 9 == 0)
        {
            writer.WriteNull("signInActivity");
            return;
        }

        writer.WriteStartObject("signInActivity");
        writer.WriteString("lastSignInDateTime", Day(user, (int)((user.Profile.Dice >> 12) % 120)).UtcDateTime);
        writer.WriteEndObject();
    }
}
