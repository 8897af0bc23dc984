using System.Collections.ObjectModel;

namespace SsprModule.Models;

/// <summary>A list that reads as its values, so that Export-Csv and string expansion show them instead of the name of a type.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class ValueList<T> : ReadOnlyCollection<T>
{
    /// <summary>Wraps a list.</summary>
    /// <param name="values">The list; later changes of it show.</param>
    public ValueList(IList<T> values)
        : base(values)
    {
    }

    /// <summary>The values, joined with commas.</summary>
    public override string ToString() => string.Join(", ", this);
}
