namespace SsprModule.Models;

/// <summary>What a code means, and what to do about it.</summary>
public sealed class SsprErrorInfo
{
    private static readonly ValueList<string> None = new([]);

    /// <summary>The code in its usual form, such as <c>SSPR_0029</c>, <c>0x80230619</c>, <c>AADSTS50126</c> or <c>33008</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>The name that goes with the code; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Where the code comes from.</summary>
    public SsprCodeKind Kind { get; init; }

    /// <summary>False when no public source describes the code; its meaning is then not guessed.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>What it means, in the language asked for.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>Who can put it right; null when that is not known.</summary>
    public SsprFixer? FixedBy { get; init; }

    /// <summary>The log that holds the event; null for other codes.</summary>
    public string? EventSource { get; init; }

    /// <summary>How bad the event is; null for other codes.</summary>
    public SsprEventLevel? Level { get; init; }

    /// <summary>What to do, in order.</summary>
    public ValueList<string> Steps { get; init; } = None;

    /// <summary>The command of this module that puts it right; null when there is none.</summary>
    public string? Command { get; init; }

    /// <summary>The checks that find the cause.</summary>
    public ValueList<string> Checks { get; init; } = None;

    /// <summary>Where to read on; null when there is no page.</summary>
    public Uri? Link { get; init; }
}
