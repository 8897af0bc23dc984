using System.Text.Json.Nodes;

namespace SsprModule.Sandbox.Tenant;

/// <summary>One row of userRegistrationDetails.</summary>
internal sealed class RegistrationRow(UserProfile user, MethodSet methods, bool isAdmin, bool isEnabled, bool isRegistered, DateTimeOffset updated)
{
    public UserProfile User { get; } = user;

    public MethodSet Methods { get; } = methods;

    public bool IsAdmin { get; } = isAdmin;

    /// <summary>In scope of the SSPR policy.</summary>
    public bool IsEnabled { get; } = isEnabled;

    /// <summary>Has as many usable methods as the policy asks for.</summary>
    public bool IsRegistered { get; } = isRegistered;

    public DateTimeOffset Updated { get; } = updated;

    public bool IsCapable => IsEnabled && IsRegistered;

    public bool IsMfaRegistered => (Methods & MethodNames.Strong) != 0;

    public bool IsPasswordless => (Methods & MethodNames.Passwordless) != 0;
}

/// <summary>
/// The registration report as it stands at one moment: everything in it is older by the report latency.
/// Disabled users are not listed.
/// </summary>
internal sealed class RegistrationReport
{
    private static readonly TimeSpan AdminSwitchDelay = TimeSpan.FromMinutes(60);
    private readonly TenantState tenant;
    private readonly DateTimeOffset asOf;
    private DateTimeOffset refreshed;
    private readonly bool adminsAllowed;
    private readonly Predicate<UserProfile> inScope;
    private readonly int required;
    private readonly UsableMethods usable;

    public RegistrationReport(TenantState tenant, DateTimeOffset now)
    {
        this.tenant = tenant;
        asOf = now - tenant.Options.ReportLatency;
        var policy = tenant.Portal.Policy.AsOf(asOf);
        var methods = tenant.Policies.Methods.AsOf(asOf);
        adminsAllowed = (bool)tenant.Policies.Authorization.AsOf(asOf - AdminSwitchDelay)["allowedToUseSSPR"]!;
        required = (int)policy["numberOfAuthenticationMethodsRequired"]!;
        usable = new UsableMethods(policy, methods, tenant.Groups, asOf);

        // Rows are rewritten every night at two, and when something that they show has changed.
        var night = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(2);
        refreshed = night <= now ? night : night.AddDays(-1);
        refreshed = Later(refreshed, tenant.Portal.Policy.ChangedAt(asOf));
        refreshed = Later(refreshed, tenant.Policies.Methods.ChangedAt(asOf));
        inScope = Scope(policy);
    }

    /// <summary>The row of a user, or null when the report does not list him.</summary>
    public RegistrationRow? Row(int index)
    {
        var user = tenant.Users.Profile(index);
        var (enabled, methods, updated) = (user.IsEnabled, user.Methods, refreshed);
        if (tenant.Users.History(index) is { } history)
        {
            var state = history.AsOf(asOf);
            (enabled, methods) = (state.AccountEnabled, state.Methods);
            updated = Later(updated, history.ChangedAt(asOf));
        }

        if (!enabled)
        {
            return null;
        }

        var isAdmin = tenant.Roles.IsAdministrator(index);
        var isEnabled = !user.IsGuest && (isAdmin ? adminsAllowed : inScope(user));
        var isRegistered = isAdmin
            ? MethodNames.Count(methods, MethodNames.Administrator) >= 2
            : MethodNames.Count(methods & usable.For(user), MethodNames.User) >= required;
        return new RegistrationRow(user, methods, isAdmin, isEnabled, isRegistered, updated);
    }

    private Predicate<UserProfile> Scope(JsonObject policy)
    {
        switch ((int)policy["enablementType"]!)
        {
            case 0:
                return _ => false;
            case 2:
                return _ => true;
        }

        var id = (string?)policy["passwordResetEnabledGroupIds"]!.AsArray().FirstOrDefault();
        if (id is null || tenant.Groups.Find(id) is not { } root)
        {
            return _ => false;
        }

        foreach (var group in tenant.Groups.WithNested(root, asOf))
        {
            refreshed = Later(refreshed, group.Users.ChangedAt(asOf));
        }

        return tenant.Groups.Tester(root, asOf);
    }

    private DateTimeOffset Later(DateTimeOffset known, DateTimeOffset changed)
        => changed == DateTimeOffset.MinValue || changed + tenant.Options.ReportLatency < known ? known : changed + tenant.Options.ReportLatency;
}
