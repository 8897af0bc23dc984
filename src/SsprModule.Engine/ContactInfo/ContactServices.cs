using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;

namespace SsprModule.Engine.ContactInfo;

/// <summary>What the operations on contact data share.</summary>
internal sealed record ContactServices(
    GraphClient Graph, UserReader Users, ContactCalls Calls, ContactWriter Writer, TenantDomains Domains, Func<string?> Tenant, TimeProvider Clock)
{
    private static readonly string[] Fields =
    [
        "id", "userPrincipalName", "userType", "usageLocation", "onPremisesSyncEnabled", "mail", "proxyAddresses", "mobilePhone", "businessPhones", "otherMails",
    ];

    /// <summary>The user, with all that contact data is checked against.</summary>
    public Task<User> FindAsync(string user, IEngineLog log, CancellationToken cancellationToken) => Users.GetAsync(user, Fields, log, cancellationToken);

    /// <summary>What is registered of the kinds that values are given for; no more is read.</summary>
    public Task<IReadOnlyList<StoredMethod>> PresentAsync(User user, ContactValues wanted, IEngineLog log, CancellationToken cancellationToken)
    {
        var phones = ContactPlanner.IsGiven(wanted.MobilePhone) || ContactPlanner.IsGiven(wanted.AlternateMobilePhone) || ContactPlanner.IsGiven(wanted.OfficePhone);
        return Calls.ContactsAsync(user, phones, ContactPlanner.IsGiven(wanted.Email), log, cancellationToken);
    }
}

/// <summary>The verified domains of the tenant, read once in a session.</summary>
internal sealed class TenantDomains(ContactCalls calls)
{
    private readonly object gate = new();
    private Task<IReadOnlyCollection<string>>? known;

    /// <summary>The domains; none, with a warning, when they can't be read: the check is a help, not a guard.</summary>
    public Task<IReadOnlyCollection<string>> GetAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        // All rows of an import ask at a time; a reading that failed is not kept.
        lock (gate)
        {
            return known = known is null or { IsFaulted: true } or { IsCanceled: true } ? ReadAsync(log, cancellationToken) : known;
        }
    }

    private async Task<IReadOnlyCollection<string>> ReadAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.DomainsAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.Failure is { Status: 403 })
        {
            log.Warning(SsprWarning.DomainsUnreadable, e.Message);
            return [];
        }
    }
}
