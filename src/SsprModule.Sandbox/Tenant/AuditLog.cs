using System.Text.Json.Nodes;
using SsprModule.Sandbox.Access;

namespace SsprModule.Sandbox.Tenant;

/// <summary>One entry of directoryAudits.</summary>
internal sealed class AuditEvent(string id, DateTimeOffset at, AuditKind kind, JsonObject json)
{
    public string Id { get; } = id;

    public DateTimeOffset At { get; } = at;

    public AuditKind Kind { get; } = kind;

    public JsonObject Json { get; } = json;
}

/// <summary>What happened: name, service and category with the documented spelling.</summary>
internal sealed record AuditKind(string Activity, string Service, string Category, string Operation)
{
    private const string Sspr = "Self-service Password Management";
    private const string Methods = "Authentication Methods";
    private const string Core = "Core Directory";
    private const string Users = "UserManagement";

    public static readonly AuditKind ResetByAdmin = new("Reset password (by admin)", Sspr, Users, "Reset");
    public static readonly AuditKind ResetSelfService = new("Reset password (self-service)", Sspr, Users, "Reset");
    public static readonly AuditKind ChangeSelfService = new("Change password (self-service)", Sspr, Users, "Update");
    public static readonly AuditKind SecurityInfoSaved = new("Security info saved for self-service password reset", Sspr, Users, "Update");
    public static readonly AuditKind Blocked = new("Blocked from self-service password reset", Sspr, Users, "Update");
    public static readonly AuditKind WritebackOn = new("Enable password writeback for directory", Sspr, "DirectoryManagement", "Update");
    public static readonly AuditKind WritebackOff = new("Disable password writeback for directory", Sspr, "DirectoryManagement", "Update");
    public static readonly AuditKind AdminStartedReset = new("Admin started password reset", Methods, Users, "Update");
    public static readonly AuditKind AdminRegistered = new("Admin registered security info", Methods, Users, "Add");
    public static readonly AuditKind AdminUpdated = new("Admin updated security info", Methods, Users, "Update");
    public static readonly AuditKind AdminDeleted = new("Admin deleted security info", Methods, Users, "Delete");
    public static readonly AuditKind UserRegistered = new("User registered security info", Methods, Users, "Add");
    public static readonly AuditKind UserUpdated = new("User updated security info", Methods, Users, "Update");
    public static readonly AuditKind UserDeleted = new("User deleted security info", Methods, Users, "Delete");
    public static readonly AuditKind MethodsPolicyUpdate = new("Authentication Methods Policy Update", Methods, "ApplicationManagement", "Update");
    public static readonly AuditKind MethodsPolicyReset = new("Authentication Methods Policy Reset", Methods, "ApplicationManagement", "Update");
    public static readonly AuditKind CoreReset = new("Reset user password", Core, Users, "Update");
    public static readonly AuditKind CoreChange = new("Change user password", Core, Users, "Update");
    public static readonly AuditKind CoreUpdate = new("Update user", Core, Users, "Update");
    public static readonly AuditKind CoreSessions = new("Update StsRefreshTokenValidFrom Timestamp", Core, Users, "Update");
}

/// <summary>The audit log: events of the past that every tenant begins with, and those that calls cause.</summary>
internal sealed class AuditLog(UserDirectory users, int seed)
{
    private readonly List<AuditEvent> events = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AuditEvent> Events => events;

    /// <summary>Newest first, without what is too young or too old to show.</summary>
    public List<AuditEvent> Visible(DateTimeOffset now, TimeSpan latency, TimeSpan retention)
    {
        var shown = events.Where(entry => entry.At <= now - latency && entry.At >= now - retention).ToList();
        shown.Reverse();
        return shown;
    }

    public void Add(DateTimeOffset now, AuditKind kind, Caller by, int? target, bool success = true, string reason = "", string? agent = null)
    {
        var initiator = by.IsApplication
            ? new JsonObject
            {
                ["user"] = null,
                ["app"] = new JsonObject
                {
                    ["appId"] = by.AppId,
                    ["displayName"] = by.SignIn.AppDisplayName,
                    ["servicePrincipalId"] = by.ObjectId.ToString(),
                    ["servicePrincipalName"] = null,
                },
            }
            : InitiatedBy(by.UserIndex!.Value);
        Append(now, kind, initiator, target, success, reason, agent);
    }

    /// <summary>Something that a user did for himself.</summary>
    public void AddBySelf(DateTimeOffset at, AuditKind kind, int user, bool success = true, string reason = "")
        => Append(at, kind, InitiatedBy(user), user, success, reason, null);

    private JsonObject InitiatedBy(int index)
    {
        var profile = users.Profile(index);
        return new JsonObject
        {
            ["app"] = null,
            ["user"] = new JsonObject
            {
                ["id"] = profile.Id.ToString(),
                ["displayName"] = profile.DisplayName,
                ["userPrincipalName"] = profile.Upn,
                ["ipAddress"] = "192.0.2." + ((index % 200) + 10),
            },
        };
    }

    private void Append(DateTimeOffset at, AuditKind kind, JsonObject initiator, int? target, bool success, string reason, string? agent)
    {
        var number = events.Count;
        var id = $"Directory_{Hash.Shape(Hash.Mix(seed, number, 31), Hash.Mix(seed, number, 32))}_{number:D6}";
        var details = new JsonArray();
        if (agent is not null)
        {
            details.Add(new JsonObject { ["key"] = "OnPremisesAgent", ["value"] = agent });
        }

        events.Add(new AuditEvent(id, at, kind, new JsonObject
        {
            ["id"] = id,
            ["category"] = kind.Category,
            ["correlationId"] = Hash.Shape(Hash.Mix(seed, number, 33), Hash.Mix(seed, number, 34)).ToString(),
            ["result"] = success ? "success" : "failure",
            ["resultReason"] = reason,
            ["activityDisplayName"] = kind.Activity,
            ["activityDateTime"] = PolicySeeds.Stamp(at),
            ["loggedByService"] = kind.Service,
            ["operationType"] = kind.Operation,
            ["initiatedBy"] = initiator,
            ["targetResources"] = target is null ? new JsonArray() : new JsonArray(Target(target.Value)),
            ["additionalDetails"] = details,
        }));
    }

    private JsonObject Target(int index)
    {
        var profile = users.Profile(index);
        return new JsonObject
        {
            ["id"] = profile.Id.ToString(),
            ["displayName"] = profile.DisplayName,
            ["type"] = "User",
            ["userPrincipalName"] = profile.Upn,
            ["groupType"] = null,
            ["modifiedProperties"] = new JsonArray(),
        };
    }
}
