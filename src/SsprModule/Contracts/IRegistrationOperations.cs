using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>Reads the registration report.</summary>
public interface IRegistrationOperations
{
    /// <summary>Streams the rows that match, in the order of the service, in constant memory.</summary>
    /// <exception cref="Errors.SsprException">The report could not be read to its end.</exception>
    Task StreamAsync(RegistrationQuery query, ISink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Reads one user's row. A user without a row is told as <see cref="SsprRegistrationStatus.NoRecord"/>, Guest or Disabled.</summary>
    /// <param name="user">User principal name or object id.</param>
    /// <param name="log">Where the operation reports.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Errors.SsprException">There is no such user, or the report can't be read.</exception>
    Task<SsprRegistration> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken);
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

    /// <summary>A raw OData filter, joined to the others with <c>and</c>.</summary>
    public string? Filter { get; init; }
}
