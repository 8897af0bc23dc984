using SsprModule.Sandbox.Access;

namespace SsprModule.Sandbox.Tenant;

/// <summary>
/// One entry of directoryAudits, as small as it can be kept: people by index, JSON made when it is read. Entries of one
/// session share its number, and with it the correlation id.
/// </summary>
internal sealed record AuditEvent(
    int Number, DateTimeOffset At, AuditKind Kind, int? ByUser, SandboxSignIn? ByApp, int? Target, bool IsSuccess, string Reason, string? Agent, int Session);

/// <summary>What happened: name, service and category with the documented spelling.</summary>
internal sealed record AuditKind(string Activity, string Service, string Category, string Operation)
{
    private const string Sspr = "Self-service Password Management";
    private const string Methods = "Authentication Methods";
    private const string Core = "Core Directory";
    private const string Users = "UserManagement";

    public static readonly AuditKind ResetByAdmin = new("Reset password (by admin)", Sspr, Users, "Reset");
    public static readonly AuditKind ResetSelfService = new("Reset password (self-service)", Sspr, Users, "Reset");
    public static readonly AuditKind ResetStep = new("Self-service password reset flow activity progress", Sspr, Users, "Update");
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
    public static readonly AuditKind UserRegisteredAll = new("User registered all required security info", Methods, Users, "Update");
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
internal sealed class AuditLog
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
        => events.Add(new AuditEvent(events.Count, now, kind, by.UserIndex, by.IsApplication ? by.SignIn : null, target, success, reason, agent, events.Count));

    /// <summary>Something that a user did for himself.</summary>
    /// <returns>The session, for the steps that follow.</returns>
    public int AddBySelf(DateTimeOffset at, AuditKind kind, int user, bool success = true, string reason = "", int? session = null)
    {
        events.Add(new AuditEvent(events.Count, at, kind, user, null, user, success, reason, null, session ?? events.Count));
        return session ?? events.Count - 1;
    }
}
