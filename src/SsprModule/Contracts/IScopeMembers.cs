using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>The people in the group that is the scope of SSPR. Works for applications too, other than the scope itself.</summary>
public interface IScopeMembers
{
    /// <summary>The group whose members are to change: the one in scope.</summary>
    /// <param name="group">Its id or name; null to read it from the policy, which takes a signed-in person.</param>
    /// <param name="log">Takes a warning where it could not be checked that the group is the one in scope.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.SsprException">No group is in scope, it is another one, it can't be found out, or its members can't be changed by hand.</exception>
    Task<SsprGroup> FindGroupAsync(string? group, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>What is to be done for a user; null when there is nothing to do, because the user already is, or is not, in the group.</summary>
    /// <param name="group">From <see cref="FindGroupAsync"/>.</param>
    /// <param name="user">User principal name or object id.</param>
    /// <param name="add">True to put the user into the group, false to take the user out.</param>
    /// <param name="log">Takes a line for -Verbose.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.SsprException">UserNotFound, or the service refused.</exception>
    Task<ScopeMemberChange?> PlanAsync(SsprGroup group, string user, bool add, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Writes the ids of those concerned to a file, one a line, for the way back.</summary>
    /// <param name="changes">What is about to be done.</param>
    /// <param name="rollbackPath">A file that is not there yet, an existing folder, or null for the user's state folder.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="Errors.SsprException">The file can't be written; nothing must be changed then.</exception>
    string Keep(IReadOnlyList<ScopeMemberChange> changes, string? rollbackPath);

    /// <summary>Puts the user into the group, or takes the user out.</summary>
    /// <exception cref="Errors.SsprException">The service refused.</exception>
    Task ApplyAsync(ScopeMemberChange change, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>One user to put into the group in scope, or to take out.</summary>
/// <param name="Group">The group.</param>
/// <param name="UserId">Object id.</param>
/// <param name="UserPrincipalName">User principal name.</param>
/// <param name="Add">True to put in.</param>
public sealed record ScopeMemberChange(SsprGroup Group, string UserId, string UserPrincipalName, bool Add);
