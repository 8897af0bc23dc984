using System.Globalization;
using SsprModule.Models;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>What a field should be.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator">How the values apply.</param>
/// <param name="Values">The value; two for between, one or more for oneOf.</param>
internal sealed record Control(ComparedField Field, ControlOperator Operator, IReadOnlyList<object> Values)
{
    /// <summary>Its numbers in the benchmark.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>What it asks for, in the user's language.</summary>
    public string? Title { get; init; }

    /// <summary>Its level in the benchmark.</summary>
    public string? Level { get; init; }

    /// <summary>The licence that the setting takes.</summary>
    public string? Licence { get; init; }

    /// <summary>What else there is to know, in the user's language.</summary>
    public string? Note { get; init; }

    /// <summary>Why, in the user's language.</summary>
    public string? Rationale { get; init; }

    /// <summary>Whether the benchmark says the same; null when there is none.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>The command that fixes it.</summary>
    public string? Remedy { get; init; }

    /// <summary>A control that asks for one value.</summary>
    public static Control Equal(ComparedField field, object value) => new(field, ControlOperator.Equals, [value]);

    /// <summary>What is desired, as a person sees it: the value itself, or the text of a condition.</summary>
    public object Desired => Operator switch
    {
        ControlOperator.Equals => Values[0],
        ControlOperator.NotEquals => Text("<> {0}"),
        ControlOperator.AtLeast => Text(">= {0}"),
        ControlOperator.AtMost => Text("<= {0}"),
        ControlOperator.Between => Text("{0} - {1}"),
        _ => string.Join(" | ", Values),
    };

    /// <summary>Whether a known value is as desired.</summary>
    public bool Holds(object actual) => Operator switch
    {
        ControlOperator.Equals => IsSame(actual, Values[0]),
        ControlOperator.NotEquals => !IsSame(actual, Values[0]),
        ControlOperator.AtLeast => (int)actual >= (int)Values[0],
        ControlOperator.AtMost => (int)actual <= (int)Values[0],
        ControlOperator.Between => (int)actual >= (int)Values[0] && (int)actual <= (int)Values[1],
        _ => Values.Any(v => IsSame(actual, v)),
    };

    private static bool IsSame(object actual, object desired) => (actual, desired) switch
    {
        (SsprGroup group, string wanted) => string.Equals(group.Id, wanted, StringComparison.OrdinalIgnoreCase) || string.Equals(group.DisplayName, wanted, StringComparison.OrdinalIgnoreCase),
        (SsprDomainExpiry now, SsprDomainExpiry wanted) =>
            (wanted.ValidityDays ?? now.ValidityDays) == now.ValidityDays && (wanted.NotificationDays ?? now.NotificationDays) == now.NotificationDays,
        (IEnumerable<string> now, IEnumerable<string> wanted) when actual is not string => new HashSet<string>(now, StringComparer.OrdinalIgnoreCase).SetEquals(wanted),
        _ => StoredField.AreSame(actual, desired),
    };

    private string Text(string format) =>
        string.Format(CultureInfo.InvariantCulture, format, [.. Values.Select(v => v is "" ? "''" : v)]);
}

/// <summary>How a control compares. There is no other way on purpose.</summary>
internal enum ControlOperator
{
    /// <summary>The value itself; for a list its terms in any order.</summary>
    Equals,

    /// <summary>Anything but the value.</summary>
    NotEquals,

    /// <summary>The number or more.</summary>
    AtLeast,

    /// <summary>The number or less.</summary>
    AtMost,

    /// <summary>From the first number to the second.</summary>
    Between,

    /// <summary>One of the values.</summary>
    OneOf,
}
