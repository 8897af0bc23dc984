namespace SsprModule.Completion;

/// <summary>The baselines in the module's folder.</summary>
public sealed class BaselineCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words => BaselineFolder.Names();
}
