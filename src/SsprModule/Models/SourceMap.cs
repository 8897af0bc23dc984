using System.Collections.ObjectModel;

namespace SsprModule.Models;

/// <summary>The backend that each known value of a policy came from, by the name of the property.</summary>
public sealed class SourceMap : ReadOnlyDictionary<string, SsprBackend>
{
    /// <summary>Wraps a map.</summary>
    /// <param name="sources">The map; later changes of it show.</param>
    public SourceMap(IDictionary<string, SsprBackend> sources)
        : base(sources)
    {
    }

    /// <summary>Pairs of property and backend, joined with commas.</summary>
    public override string ToString() => string.Join(", ", this.Select(pair => $"{pair.Key}={pair.Value}"));
}
