namespace SsprModule.Sandbox.Access;

/// <summary>What one route asks of its caller: a permission, and for a delegated call also an Entra role.</summary>
internal sealed record AccessRule
{
    public static readonly AccessRule None = new();

    /// <summary>Delegated permissions of which one is enough; empty = none needed.</summary>
    public string[] Delegated { get; init; } = [];

    /// <summary>Application permissions of which one is enough; null = application sign-in is not supported.</summary>
    public string[]? Application { get; init; } = [];

    /// <summary>Delegated permissions that are enough for the caller's own object.</summary>
    public string[] OwnPermissions { get; init; } = [];

    /// <summary>Entra roles of which a delegated caller needs one (Global Administrator always will do); empty = none needed.</summary>
    public string[] Roles { get; init; } = [];

    /// <summary>True for reports and audit logs, whose refusal has an own error code.</summary>
    public bool IsReport { get; init; }

    /// <summary>True when the tenant needs Entra ID P1.</summary>
    public bool NeedsPremium { get; init; }

    public static AccessRule Both(string[] permissions) => new() { Delegated = permissions, Application = permissions };

    public static AccessRule DelegatedOnly(string[] permissions) => new() { Delegated = permissions, Application = null };

    public AccessRule OrOwn(params string[] permissions) => this with { OwnPermissions = permissions };

    public AccessRule As(params string[] roles) => this with { Roles = roles };

    public AccessRule Report(bool premium = true) => this with { IsReport = true, NeedsPremium = premium, Roles = RoleNames.ReportReaders };

    /// <summary>Throws the refusal that Graph gives, or returns.</summary>
    public void Demand(Caller caller, bool ownObject)
    {
        if (caller.IsApplication)
        {
            if (Application is null || !caller.HoldsAny(Application))
            {
                throw Refusal();
            }

            return;
        }

        var own = ownObject && OwnPermissions.Length > 0;
        if (!(own && caller.HoldsAny(OwnPermissions)) && !caller.HoldsAny(Delegated))
        {
            throw Refusal();
        }

        // Where a route serves one's own object too, that needs no role.
        if (!own && Roles.Length > 0 && !caller.HasRole(Roles))
        {
            throw IsReport ? Http.GraphErrors.ReportRoleMissing() : Http.GraphErrors.Denied();
        }
    }

    private Exception Refusal() => IsReport ? Http.GraphErrors.ReportPermissionMissing(Delegated[0]) : Http.GraphErrors.Denied();
}
