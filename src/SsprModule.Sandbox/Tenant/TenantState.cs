using SsprModule.Sandbox.Access;
using SsprModule.Sandbox.Faults;

namespace SsprModule.Sandbox.Tenant;

/// <summary>Everything that the tenant is. GETs hold <see cref="Gate"/> for reading, all else for writing.</summary>
internal sealed class TenantState
{
    public TenantState(SandboxOptions options, TimeProvider clock)
    {
        Options = options;
        Clock = clock;
        Started = clock.GetUtcNow();
        Id = Hash.Id(options.Seed, "tenant");
        Users = new UserDirectory(options.UserCount, options.Seed, Started);
        Groups = new GroupDirectory(Users, options.Seed);
        Roles = new RoleDirectory(Users, Groups.Operators, options.Seed, Started);
        Policies = new PolicyStore(Id, Started, IsPremium, Groups.Pilot.Id);
        Portal = new PortalPolicies(Groups.AmsterdamId);
        Audit = new AuditLog();
        SelfServiceEvents = PastEvents.Write(Users, Audit, Started, options.Seed);
        Tokens = new TokenStore(this);
        Faults = new FaultPlan(options);
        Quotas = new Quotas(clock, options.UserCount, options.Quotas);
    }

    public event EventHandler<SandboxCall>? Executed;

    public SandboxOptions Options { get; }

    public TimeProvider Clock { get; }

    public DateTimeOffset Started { get; }

    public Guid Id { get; }

    public ReaderWriterLockSlim Gate { get; } = new();

    public UserDirectory Users { get; }

    public GroupDirectory Groups { get; }

    public RoleDirectory Roles { get; }

    public PolicyStore Policies { get; }

    public PortalPolicies Portal { get; }

    public AuditLog Audit { get; }

    public List<SelfServiceEvent> SelfServiceEvents { get; }

    public Operations Operations { get; } = new();

    public TokenStore Tokens { get; }

    public FaultPlan Faults { get; }

    public Quotas Quotas { get; }

    /// <summary>Tells the tenant's own log of a call.</summary>
    public void Log(string method, string path, int status)
    {
        if (Executed is { } log)
        {
            log(this, new SandboxCall(Clock.GetUtcNow(), method, path, status));
        }
    }

    /// <summary>Whether the tenant has Entra ID P1.</summary>
    public bool IsPremium => !Options.Has(SandboxFault.Unlicensed);

    /// <summary>Documented retention of the audit log.</summary>
    public TimeSpan AuditRetention => TimeSpan.FromDays(IsPremium ? 30 : 7);
}
