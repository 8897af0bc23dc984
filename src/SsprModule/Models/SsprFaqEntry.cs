namespace SsprModule.Models;

/// <summary>A question about SSPR and its answer.</summary>
public sealed class SsprFaqEntry
{
    /// <summary>An id that stays, such as <c>FAQ-010</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it is about: Registration, Reset, Change, Reports, Writeback or Administration.</summary>
    public string Section { get; init; } = "";

    /// <summary>The question.</summary>
    public string Question { get; init; } = "";

    /// <summary>The answer.</summary>
    public string Answer { get; init; } = "";

    /// <summary>How well it fits the words searched for; 0 when nothing was searched for.</summary>
    public int Score { get; init; }

    /// <summary>The checks that have to do with it.</summary>
    public ValueList<string> Checks { get; init; } = new([]);

    /// <summary>Where to read on.</summary>
    public Uri? Link { get; init; }
}
