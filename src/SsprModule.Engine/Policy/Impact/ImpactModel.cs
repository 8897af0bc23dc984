using SsprModule.Models;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>
/// What becomes of one row of the report. The report's own answer stands for everything that the change does not touch; what it
/// touches is worked out, for the present state too, and where that disagrees with the report nothing is predicted.
/// </summary>
internal sealed class ImpactModel
{
    /// <summary>Who is in scope before and after; null when the change does not touch it.</summary>
    public (ScopeRule Before, ScopeRule After)? UserScope { get; init; }

    /// <summary>Whether administrators may, before and after; null when the change does not touch it.</summary>
    public (bool? Before, bool After)? AdminSspr { get; init; }

    /// <summary>Whether methods are enough, before and after; null when the change does not touch it. Administrators have methods of their own.</summary>
    public (MethodCount Before, MethodCount After)? Methods { get; init; }

    /// <summary>What the change does to a user.</summary>
    public ImpactVerdict Judge(SsprRegistration row)
    {
        if (row.IsAdmin is { } isAdmin)
        {
            return Judge(row, isAdmin);
        }

        var (asUser, asAdmin) = (Judge(row, false), Judge(row, true));
        return asUser.Kind == asAdmin.Kind ? asUser : new ImpactVerdict(SsprImpactKind.Unknown, SsprImpactReason.RoleNotKnown, null);
    }

    private ImpactVerdict Judge(SsprRegistration row, bool isAdmin)
    {
        if (row.IsSsprCapable is not { } before)
        {
            return new ImpactVerdict(SsprImpactKind.Unknown, SsprImpactReason.MethodsNotKnown, null);
        }

        _ = Guid.TryParse(row.Id, out var id);
        var scope = isAdmin ? Admin(row) : User(row, id);
        var methods = isAdmin ? new Foresight(row.IsSsprRegistered, row.IsSsprRegistered, false) : Registered(row, id);
        var after = And(scope.After, methods.After);
        if (after is null)
        {
            var doubtful = scope.Disagrees || methods.Disagrees;
            return doubtful
                ? new ImpactVerdict(SsprImpactKind.Unexplained, SsprImpactReason.ReportDisagrees, null)
                : new ImpactVerdict(SsprImpactKind.Unknown, scope.After is null ? SsprImpactReason.ScopeNotKnown : SsprImpactReason.MethodsNotKnown, null);
        }

        // Where the row contradicts itself, the change is not what would make the difference.
        if (after != before && And(scope.Before, methods.Before) is { } said && said != before)
        {
            return new ImpactVerdict(SsprImpactKind.Unexplained, SsprImpactReason.ReportDisagrees, null);
        }

        return (before, after) switch
        {
            (false, true) => new ImpactVerdict(SsprImpactKind.Gained, scope.Before == true ? SsprImpactReason.EnoughMethods : isAdmin ? SsprImpactReason.AdminsOn : SsprImpactReason.EntersScope, after),
            (true, false) => new ImpactVerdict(SsprImpactKind.Lost, scope.After == true ? SsprImpactReason.TooFewMethods : isAdmin ? SsprImpactReason.AdminsOff : SsprImpactReason.LeavesScope, after),
            _ => new ImpactVerdict(SsprImpactKind.Unchanged, SsprImpactReason.None, after),
        };
    }

    private Foresight Admin(SsprRegistration row) => AdminSspr is { } change
        ? Foresight.Of(row.IsSsprEnabled, change.Before, change.After)
        : new Foresight(row.IsSsprEnabled, row.IsSsprEnabled, false);

    private Foresight User(SsprRegistration row, Guid id) => UserScope is { } change
        ? Foresight.Of(row.IsSsprEnabled, change.Before.Has(id), change.After.Has(id))
        : new Foresight(row.IsSsprEnabled, row.IsSsprEnabled, false);

    private Foresight Registered(SsprRegistration row, Guid id) => Methods is { } change
        ? Foresight.Of(row.IsSsprRegistered, change.Before.IsEnough(id, row.Methods), change.After.IsEnough(id, row.Methods))
        : new Foresight(row.IsSsprRegistered, row.IsSsprRegistered, false);

    private static bool? And(bool? one, bool? other) => one == false || other == false ? false : one is null || other is null ? null : true;

    /// <summary>Half of the ability to reset: in scope, or registered.</summary>
    /// <param name="Before">As the report says.</param>
    /// <param name="After">As it will be; null when that can't be told.</param>
    /// <param name="Disagrees">Whether the report says something else of the present than the policy lets expect.</param>
    private readonly record struct Foresight(bool? Before, bool? After, bool Disagrees)
    {
        public static Foresight Of(bool? reported, bool? expected, bool? after)
        {
            var disagrees = expected is not null && reported is not null && expected != reported;
            return new Foresight(reported, disagrees ? null : after, disagrees);
        }
    }
}

/// <summary>What a change does to somebody.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Reason">Why.</param>
/// <param name="After">Able afterwards; null when that can't be told.</param>
internal readonly record struct ImpactVerdict(SsprImpactKind Kind, SsprImpactReason Reason, bool? After);
