using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads the registration report.</summary>
public interface IRegistrationOperations
{
    /// <summary>
    /// Streams the rows that match, in the order of the service. In constant memory, but for a query with a group, properties or
    /// unreported users, which keeps about 30 bytes a user.
    /// </summary>
    /// <exception cref="SsprException">The report could not be read to its end; <see cref="SsprException.ResumeToken"/> says where to go on.</exception>
    Task StreamAsync(RegistrationQuery query, ISink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Reads one user's row. A user without a row is told as <see cref="SsprRegistrationStatus.NoRecord"/>, Guest or Disabled.</summary>
    /// <param name="user">User principal name or object id.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SsprException">There is no such user, or the report can't be read.</exception>
    Task<SsprRegistration> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>The ids of the users in a group and in the groups within it.</summary>
    /// <exception cref="SsprException">There is no such group, several have that name, or the service refused.</exception>
    Task<IReadOnlyCollection<Guid>> GetMembersAsync(string group, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Reads the rows of many users: a call for each, or one pass over the report where that takes fewer.</summary>
    /// <param name="users">User principal names or object ids, in the order in which their rows are handed over.</param>
    /// <param name="sink">Takes the rows, and the errors that are about one user.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="SsprException">The report can't be read.</exception>
    Task GetManyAsync(IReadOnlyList<string> users, IUserSink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Takes what is found of each user, and what goes wrong with one of them.</summary>
/// <typeparam name="T">What is handed over.</typeparam>
public interface IUserSink<in T> : ISink<T>
{
    /// <summary>Takes an error that is about one user; the run goes on.</summary>
    Task FailAsync(SsprException error);
}

/// <summary>Which rows of the registration report are wanted. Null does not restrict.</summary>
public sealed class RegistrationQuery
{
    /// <summary>Able to reset, or not.</summary>
    public bool? Capable { get; init; }

    /// <summary>Enough methods registered, or not.</summary>
    public bool? Registered { get; init; }

    /// <summary>In the scope of the policy, or not.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Administrators, or all others.</summary>
    public bool? Admin { get; init; }

    /// <summary>Members or guests.</summary>
    public SsprUserType? UserType { get; init; }

    /// <summary>Only users who registered this method; the word that Graph uses, such as <c>mobilePhone</c>.</summary>
    public string? Method { get; init; }

    /// <summary>A raw OData filter, joined to the others with <c>and</c>. Not with <see cref="IncludeUnreported"/>.</summary>
    public string? Filter { get; init; }

    /// <summary>Only members of this group and the groups in it; name or object id.</summary>
    public string? Group { get; init; }

    /// <summary>Also the users whom the report does not list: disabled ones, and those who are too new.</summary>
    public bool IncludeUnreported { get; init; }

    /// <summary>What to add to each row from the directory.</summary>
    public IReadOnlyCollection<SsprUserProperty> Properties { get; init; } = [];

    /// <summary>The token of a run that broke off, to go on where it did.</summary>
    public string? ResumeFrom { get; init; }
}
