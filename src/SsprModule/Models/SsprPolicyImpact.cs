namespace SsprModule.Models;

/// <summary>What a change of the policy would do to the ability to reset, counted over the registration report. Guests, who reset at home, are left out.</summary>
public sealed class SsprPolicyImpact
{
    /// <summary>The change, field by field; empty when the policy already is so.</summary>
    public ValueList<string> Changes { get; init; } = new([]);

    /// <summary>Users and administrators together.</summary>
    public SsprImpactFigures Total { get; init; } = new();

    /// <summary>Everybody without an administrator role; those of whom the report does not tell are counted here.</summary>
    public SsprImpactFigures Users { get; init; } = new();

    /// <summary>Holders of an administrator role, who follow Microsoft's fixed two-gate policy.</summary>
    public SsprImpactFigures Admins { get; init; } = new();

    /// <summary>Why people gain or lose, or why that is not known.</summary>
    public ValueList<SsprImpactCount> Reasons { get; init; } = new([]);

    /// <summary>Rows of guests, which are not counted.</summary>
    public long Guests { get; init; }

    /// <summary>What could not be read, and what was assumed.</summary>
    public ValueList<string> Notes { get; init; } = new([]);
}

/// <summary>How many people are able to reset before and after a change. Each is in exactly one of Gained, Lost, Unchanged, Unknown and Unexplained.</summary>
public sealed record SsprImpactFigures
{
    /// <summary>All rows counted here.</summary>
    public long Total { get; init; }

    /// <summary>Those whom the report calls capable.</summary>
    public long CapableBefore { get; init; }

    /// <summary>Those who surely will be able.</summary>
    public long CapableAfter { get; init; }

    /// <summary>Unable before, able after.</summary>
    public long Gained { get; init; }

    /// <summary>Able before, unable after.</summary>
    public long Lost { get; init; }

    /// <summary>The same before and after.</summary>
    public long Unchanged { get; init; }

    /// <summary>What is known of the policy and of the row does not tell.</summary>
    public long Unknown { get; init; }

    /// <summary>The report says something else of the present state than the policy lets expect, so that no prediction is made.</summary>
    public long Unexplained { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{CapableBefore} -> {CapableAfter} (+{Gained} -{Lost})";
}

/// <summary>How many people a reason applies to.</summary>
/// <param name="Change">What happens to them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
public sealed record SsprImpactCount(SsprImpactKind Change, SsprImpactReason Reason, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Change} {Reason}: {Count}";
}

/// <summary>One user to whom a change matters.</summary>
public sealed class SsprUserImpact
{
    /// <summary>The user's object id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The user's sign-in name.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>The user's name, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether the user holds an administrator role; null when the report does not tell.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>What happens to the user's ability.</summary>
    public SsprImpactKind Change { get; init; }

    /// <summary>Able to reset now, as the report says; null when it does not.</summary>
    public bool? Before { get; init; }

    /// <summary>Able to reset after the change; null when that can't be told.</summary>
    public bool? After { get; init; }

    /// <summary>Why.</summary>
    public SsprImpactReason Reason { get; init; }

    /// <summary>Why, in words.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>What to do for the user, in words; empty when there is nothing to do.</summary>
    public string Action { get; init; } = "";

    /// <summary>The methods registered, in Graph's words.</summary>
    public ValueList<string> Methods { get; init; } = new([]);
}

/// <summary>What a change does to somebody's ability to reset.</summary>
public enum SsprImpactKind
{
    /// <summary>Nothing.</summary>
    Unchanged,

    /// <summary>Unable before, able after.</summary>
    Gained,

    /// <summary>Able before, unable after.</summary>
    Lost,

    /// <summary>It can't be told.</summary>
    Unknown,

    /// <summary>The report and the present policy disagree, so that nothing is predicted.</summary>
    Unexplained,
}

/// <summary>Why somebody gains or loses the ability to reset, or why that is not known.</summary>
public enum SsprImpactReason
{
    /// <summary>Nothing changes.</summary>
    None,

    /// <summary>Comes into the scope of the policy.</summary>
    EntersScope,

    /// <summary>Falls out of the scope of the policy.</summary>
    LeavesScope,

    /// <summary>Administrators are let in.</summary>
    AdminsOn,

    /// <summary>Administrators are shut out.</summary>
    AdminsOff,

    /// <summary>Has as many methods as a reset then takes.</summary>
    EnoughMethods,

    /// <summary>Has fewer methods than a reset then takes.</summary>
    TooFewMethods,

    /// <summary>Whether the methods are enough can't be told: a part of the policy or a method is not known.</summary>
    MethodsNotKnown,

    /// <summary>Whether the user is or will be in scope can't be told.</summary>
    ScopeNotKnown,

    /// <summary>The report does not say whether the user is an administrator.</summary>
    RoleNotKnown,

    /// <summary>The report is older than the policy, or the service counts in another way.</summary>
    ReportDisagrees,
}
