using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.ContactInfo.Import;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo;

/// <summary>Reads and changes contact data.</summary>
internal sealed class ContactOperations : IContactInfoOperations
{
    private readonly ContactServices services;

    /// <param name="graph">The client.</param>
    /// <param name="users">Looks up users.</param>
    /// <param name="tenant">Tells the tenant that the session is signed in to; null when the token does not tell.</param>
    /// <param name="clock">All waits happen on it.</param>
    public ContactOperations(GraphClient graph, UserReader users, Func<string?> tenant, TimeProvider clock)
    {
        var calls = new ContactCalls(graph);
        services = new ContactServices(graph, users, calls, new ContactWriter(calls, clock), new TenantDomains(calls), tenant, clock);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SsprContactInfo>> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await services.FindAsync(user, log, cancellationToken).ConfigureAwait(false);
        var methods = await services.Calls.MethodsAsync(found, log, cancellationToken).ConfigureAwait(false);
        var preferred = await services.Calls.PreferredAsync(found, log, cancellationToken).ConfigureAwait(false);
        return [.. methods.OrderBy(m => m.Kind).Select(m => ContactRows.Of(found, m, preferred)), .. ContactRows.Directory(found, methods)];
    }

    /// <inheritdoc/>
    public async Task<ContactPlan> PlanAsync(ContactValues wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        var user = await services.FindAsync(wanted.User, log, cancellationToken).ConfigureAwait(false);
        RefuseGuest(user);
        var domains = ContactPlanner.IsGiven(wanted.Email) ? await services.Domains.GetAsync(log, cancellationToken).ConfigureAwait(false) : [];
        var present = await services.PresentAsync(user, wanted, log, cancellationToken).ConfigureAwait(false);
        return ContactPlanner.Plan(user, wanted, present, domains) with
        {
            SmsSignInState = present.FirstOrDefault(m => m.Kind == SsprMethodKind.MobilePhone)?.SmsSignInState,
        };
    }

    /// <inheritdoc/>
    public async Task<SsprContactInfo> ApplyAsync(ContactPlan plan, ContactChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        var user = new User { Id = plan.Id, UserPrincipalName = plan.UserPrincipalName };
        await services.Writer.WriteAsync(user, change, log, cancellationToken).ConfigureAwait(false);
        var found = await services.Writer.VerifyAsync(user, change, log, cancellationToken).ConfigureAwait(false);
        if (change.Method == SsprMethodKind.MobilePhone)
        {
            TellSmsSignIn(plan, found!.SmsSignInState, log);
        }

        return ContactRows.Of(user, found!, null);
    }

    /// <inheritdoc/>
    public async Task<ContactRemovalPlan> PlanRemovalAsync(string user, IReadOnlyCollection<SsprMethodKind> methods, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await services.FindAsync(user, log, cancellationToken).ConfigureAwait(false);
        var present = await services.Calls.MethodsAsync(found, log, cancellationToken).ConfigureAwait(false);
        var preferred = await services.Calls.PreferredAsync(found, log, cancellationToken).ConfigureAwait(false);
        var removals = present.Where(m => methods.Contains(m.Kind))
            .Select(m => new ContactRemoval(m.Kind, m.Id, m.Detail, ContactRows.IsDefault(m.Kind, preferred) == true)).ToList();
        return new ContactRemovalPlan(
            found.Id!,
            found.UserPrincipalName ?? user,
            [.. removals.OrderBy(IsLast).ThenBy(r => Turn(r.Method))],
            [.. methods.Where(k => !removals.Exists(r => r.Method == k)).Distinct()],
            present.Where(m => !methods.Contains(m.Kind) && MethodTypes.Of(m.Kind).CountsForSspr == true).Select(m => m.Kind).Distinct().Count());

        // The default method goes last. When it is a mobile phone and both go, both are last: they have an order of their own.
        bool IsLast(ContactRemoval removal) => removal.IsDefault
            || (IsMobile(removal) && removals.Exists(r => IsMobile(r) && r.IsDefault));

        static bool IsMobile(ContactRemoval removal) => removal.Method is SsprMethodKind.MobilePhone or SsprMethodKind.AlternateMobilePhone;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ContactRemovalPlan plan, ContactRemoval removal, IEngineLog log, CancellationToken cancellationToken)
    {
        if (MethodTypes.Of(removal.Method).List is null)
        {
            throw new SsprException(SsprErrorId.ContactRefused, removal.Method, plan.UserPrincipalName, new Reason("MethodNotRemovable")) { Target = plan.UserPrincipalName };
        }

        try
        {
            await services.Calls.RemoveAsync(plan.Id, plan.UserPrincipalName, removal.Method, removal.MethodId, log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            log.Verbose("The method was gone already.");
        }
        // Observed: 400 "Cannot delete default method with other methods configured."
        catch (SsprException e) when (e.Failure is { Status: 400, Message: { } said } && said.IndexOf("default", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            throw new SsprException(SsprErrorId.ContactRefused, removal.Method, plan.UserPrincipalName, new Reason("DefaultMethod")) { Failure = e.Failure, Target = plan.UserPrincipalName };
        }
    }

    /// <inheritdoc/>
    public Task ImportAsync(ContactImportRequest request, IContactImportHost host, IEngineLog log, CancellationToken cancellationToken) =>
        new ContactImport(services, request, host, log).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task RollBackAsync(string journal, bool dryRun, IContactImportHost host, IEngineLog log, CancellationToken cancellationToken) =>
        new ContactRollback(services, host, log).RunAsync(journal, dryRun, cancellationToken);

    /// <exception cref="SsprException">ContactNotSupported: guests reset in their home tenant.</exception>
    public static void RefuseGuest(User user)
    {
        if (string.Equals(user.UserType, "Guest", StringComparison.OrdinalIgnoreCase))
        {
            throw new SsprException(SsprErrorId.ContactNotSupported, user.UserPrincipalName, new Reason("ContactGuest")) { Target = user.UserPrincipalName };
        }
    }

    // The alternate mobile phone goes before the mobile one, which can't be deleted while it is there.
    private static int Turn(SsprMethodKind method) => method switch { SsprMethodKind.AlternateMobilePhone => 0, SsprMethodKind.MobilePhone => 2, _ => 1 };

    private static void TellSmsSignIn(ContactPlan plan, string? state, IEngineLog log)
    {
        if (state == "phoneNumberNotUnique")
        {
            log.Warning(SsprWarning.SmsSignInNotUnique, plan.UserPrincipalName);
        }
        else if (plan.SmsSignInState == "ready" && state != "ready")
        {
            log.Warning(SsprWarning.SmsSignInLost, plan.UserPrincipalName, state);
        }
    }
}
