using SsprModule.Engine.Graph;
using SsprModule.Engine.Policy;

namespace SsprModule.Engine.Registration;

/// <summary>What the runs over the registration report need of a session.</summary>
/// <param name="Report">The calls for the report.</param>
/// <param name="Users">Lists of users.</param>
/// <param name="UserReader">One user.</param>
/// <param name="Roles">Who holds which role.</param>
/// <param name="Groups">Finds groups.</param>
/// <param name="Contexts">What the policy says of the methods.</param>
/// <param name="Cost">What is cheaper.</param>
/// <param name="Endpoint">The Graph root.</param>
/// <param name="Tenant">The tenant's id, or what stands for it where the token does not tell.</param>
internal sealed record RegistrationServices(
    ReportReader Report,
    TenantUsers Users,
    UserReader UserReader,
    RoleMembers Roles,
    GroupResolver Groups,
    RegistrationContexts Contexts,
    ReadingCost Cost,
    Uri Endpoint,
    Func<string> Tenant);
