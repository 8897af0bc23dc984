using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads and changes the contact data that users prove themselves with.</summary>
public interface IContactInfoOperations
{
    /// <summary>All methods of one user, and the properties of the account that reset may use in their stead.</summary>
    /// <exception cref="SsprException">There is no such user, or the methods can't be read.</exception>
    Task<IReadOnlyList<SsprContactInfo>> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Checks wished values and compares them with what is there. Sends no write.</summary>
    /// <exception cref="SsprException">There is no such user, or a value can't be used.</exception>
    Task<ContactPlan> PlanAsync(ContactValues wanted, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Writes one change of a plan, reads it back and compares.</summary>
    /// <exception cref="SsprException">The service refused, or what was read back is not what was written.</exception>
    Task<SsprContactInfo> ApplyAsync(ContactPlan plan, ContactChange change, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Finds the methods to remove and puts them into the order in which the service takes it. Sends no write.</summary>
    Task<ContactRemovalPlan> PlanRemovalAsync(string user, IReadOnlyCollection<SsprMethodKind> methods, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Removes one method.</summary>
    /// <exception cref="SsprException">The service refused.</exception>
    Task RemoveAsync(ContactRemovalPlan plan, ContactRemoval removal, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Writes the contact data of many users.</summary>
    /// <exception cref="SsprException">The input or the journal can't be used, or what would meet every row alike.</exception>
    Task ImportAsync(ContactImportRequest request, IContactImportHost host, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Takes back what the journal of an import notes.</summary>
    /// <param name="journal">The full path of the journal.</param>
    /// <param name="dryRun">True writes nothing.</param>
    /// <param name="host">Confirms and takes the results.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends it before the next change.</param>
    Task RollBackAsync(string journal, bool dryRun, IContactImportHost host, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Wished contact data of one user. Null or blank leaves a thing as it is.</summary>
public sealed class ContactValues
{
    /// <summary>User principal name or object id.</summary>
    public string User { get; init; } = "";

    /// <summary>A number in any common form.</summary>
    public string? MobilePhone { get; init; }

    /// <summary>A number in any common form.</summary>
    public string? AlternateMobilePhone { get; init; }

    /// <summary>A number in any common form, perhaps with an extension.</summary>
    public string? OfficePhone { get; init; }

    /// <summary>An address.</summary>
    public string? Email { get; init; }

    /// <summary>Two-letter code of the country of numbers without one; null takes the user's usage location.</summary>
    public string? Country { get; init; }
}

/// <summary>What a change of one user's contact data amounts to.</summary>
/// <param name="Id">The user's object id.</param>
/// <param name="UserPrincipalName">The user's sign-in name.</param>
/// <param name="IsSynced">True when the account is mastered on premises.</param>
/// <param name="Changes">What would be written, in this order; empty when all is as wished.</param>
/// <param name="Notes">What is worth knowing, in the language of the session.</param>
public sealed record ContactPlan(string Id, string UserPrincipalName, bool IsSynced, IReadOnlyList<ContactChange> Changes, IReadOnlyList<string> Notes)
{
    /// <summary>Whether the mobile phone can be signed in with by text message before the change, in the service's word; null when there is none.</summary>
    public string? SmsSignInState { get; init; }
}

/// <summary>One value that is to change.</summary>
/// <param name="Method">The method.</param>
/// <param name="From">Its value now; null when there is none.</param>
/// <param name="To">Its value afterwards; null when it is to be removed.</param>
public sealed record ContactChange(SsprMethodKind Method, string? From, string? To)
{
    /// <summary>How much of a value a question may show: the end of a number, the domain of an address.</summary>
    public static string Mask(SsprMethodKind method, string value) =>
        method == SsprMethodKind.Email ? $"…{value.Substring(Math.Max(0, value.IndexOf('@')))}" : $"…{value.Substring(Math.Max(0, value.Length - 2))}";

    /// <summary>The change with its values masked.</summary>
    public override string ToString() => $"{Method}: {Show(From)} -> {Show(To)}";

    private string Show(string? value) => value is null ? "(none)" : Mask(Method, value);
}

/// <summary>What is going to be removed, in this order.</summary>
/// <param name="Id">The user's object id.</param>
/// <param name="UserPrincipalName">The user's sign-in name.</param>
/// <param name="Removals">The methods to remove.</param>
/// <param name="Missing">Those that the user does not have.</param>
/// <param name="SsprMethodsLeft">Kinds of method that count for SSPR and stay.</param>
public sealed record ContactRemovalPlan(
    string Id, string UserPrincipalName, IReadOnlyList<ContactRemoval> Removals, IReadOnlyList<SsprMethodKind> Missing, int SsprMethodsLeft);

/// <summary>One method that is to go.</summary>
/// <param name="Method">Its kind.</param>
/// <param name="MethodId">The service's id of it.</param>
/// <param name="Detail">Name or model of the device, or null.</param>
/// <param name="IsDefault">True when it is the method that the user is asked for first.</param>
public sealed record ContactRemoval(SsprMethodKind Method, string MethodId, string? Detail, bool IsDefault);
