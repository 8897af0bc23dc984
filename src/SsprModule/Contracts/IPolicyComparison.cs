using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>The policy as a file, and beside what it should be. Changes nothing in the tenant.</summary>
public interface IPolicyComparison
{
    /// <summary>Reads the policy and gives what is known of it as settings; a value that was inferred is left out.</summary>
    /// <param name="path">The policy file to write, as full path; null writes none.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="log">Takes the warning that names what was left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.SsprException">Nothing can be read, or the file can't be written.</exception>
    Task<SsprPolicySettings> ExportAsync(string? path, bool overwrite, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>Compares the policy, field by field.</summary>
    /// <exception cref="Errors.SsprException">The file can't be used, there is no such baseline, or nothing can be read.</exception>
    Task<IReadOnlyList<SsprPolicyComparison>> CompareAsync(PolicyComparisonRequest request, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>What a policy is to be compared with: one of these.</summary>
public sealed class PolicyComparisonRequest
{
    /// <summary>A policy file or a file with controls, as full path.</summary>
    public string? Path { get; init; }

    /// <summary>Settings.</summary>
    public SsprPolicySettings? Settings { get; init; }

    /// <summary>Another tenant.</summary>
    public ISsprSession? Reference { get; init; }

    /// <summary>The names of built-in baselines.</summary>
    public IReadOnlyList<string>? Baselines { get; init; }
}
