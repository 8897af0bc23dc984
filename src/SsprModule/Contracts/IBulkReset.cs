using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>A run of resets over many users. Disposing of it closes the journal and the result file.</summary>
public interface IBulkReset : IDisposable
{
    /// <summary>Resets these users, several at a time; a user who came before, in this call or an earlier one, is left out with a warning.</summary>
    /// <param name="rows">The users.</param>
    /// <param name="isLast">True when no more will come, so that the time left can be told.</param>
    /// <param name="output">Asks, and takes what became of each user as it becomes known.</param>
    /// <param name="cancellationToken">Sends nothing more; what is on its way is waited for and noted in the journal.</param>
    /// <exception cref="SsprException">Something that meets every user alike; who was not yet tried was handed over as NotStarted.</exception>
    Task ResetAsync(IReadOnlyList<ResetRow> rows, bool isLast, IResetOutput output, CancellationToken cancellationToken);

    /// <summary>Resets the members of a group, those of groups in it included.</summary>
    /// <param name="group">Object id or exact name.</param>
    /// <param name="output">As above.</param>
    /// <param name="cancellationToken">As above.</param>
    /// <returns>The number of members.</returns>
    /// <exception cref="SsprException">GroupNotFound or GroupAmbiguous, or as above.</exception>
    Task<long> ResetGroupAsync(string group, IResetOutput output, CancellationToken cancellationToken);
}

/// <summary>One user of a run.</summary>
/// <param name="User">User principal name or object id, as it came.</param>
/// <param name="Input">The object that it came from; handed back with the result.</param>
public sealed record ResetRow(string User, object? Input);

/// <summary>How a run over many users goes about it.</summary>
public sealed class BulkResetOptions
{
    /// <summary>Calls under way at a time when none is asked for.</summary>
    public const int DefaultThrottleLimit = 8;

    /// <summary>The most calls under way at a time, 1 to 64; a call carries up to 20 users where the service allows it.</summary>
    public int ThrottleLimit { get; init; } = DefaultThrottleLimit;

    /// <summary>The full path of the journal, or null for none.</summary>
    public string? Journal { get; init; }
}

/// <summary>Where a run asks and hands over; safe for several users at once.</summary>
public interface IResetOutput : IEngineLog
{
    /// <summary>Asks whether this reset is to be done.</summary>
    Task<bool> ConfirmAsync(PasswordResetPlan plan);

    /// <summary>Takes what became of one user: a result, an error about that user, or both. Completes when the pipeline has taken it.</summary>
    Task WriteAsync(SsprPasswordResetResult? result, SsprException? error);
}
