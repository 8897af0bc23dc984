using System.Text.Json.Nodes;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>What decides which methods users can reset with. Null is unknown.</summary>
internal sealed record MethodRules
{
    /// <summary>Which of both policies is honoured.</summary>
    public SsprMigrationState? MigrationState { get; init; }

    /// <summary>The methods that the authentication methods policy has on, by Entra's word.</summary>
    public IReadOnlyCollection<string> On { get; init; } = [];

    /// <summary>Whether voice calls reach the office phone.</summary>
    public bool OfficePhoneAllowed { get; init; }

    /// <summary>Whether the authenticator app may show a code.</summary>
    public bool AppCodeAllowed { get; init; } = true;

    /// <summary>The legacy toggles.</summary>
    public SsprLegacyMethods? Legacy { get; init; }

    /// <summary>Whether security questions may be used.</summary>
    public bool? SecurityQuestions { get; init; }

    /// <summary>How many methods a reset takes.</summary>
    public int? MethodsRequired { get; init; }

    /// <summary>Whether the authentication methods policy has the method on.</summary>
    public bool IsOn(string method) => On.Contains(method, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules of a policy that was read.</summary>
    public static MethodRules Of(SsprPolicy policy) => new()
    {
        MigrationState = policy.MigrationState,
        On = [.. (policy.Methods ?? new ValueList<SsprMethodState>([])).Where(m => m.Enabled).Select(m => m.Method)],
        OfficePhoneAllowed = policy.Methods?.Any(m => m.OfficePhoneAllowed == true) == true,
        AppCodeAllowed = policy.Methods?.Any(m => m.CodeAllowed == false) != true,
        Legacy = policy.LegacyMethods,
        SecurityQuestions = policy.SecurityQuestions,
        MethodsRequired = policy.MethodsRequired,
    };

    /// <summary>The rules in the stored objects; null for one that could not be read.</summary>
    public static MethodRules Of(JsonObject? users, JsonObject? methods)
    {
        var found = new PolicyParts();
        found.FillUsers(users);
        found.FillMethods(methods);
        return Of(found.Policy);
    }

    /// <summary>The rules after a change.</summary>
    public MethodRules With(SsprPolicySettings wish)
    {
        var switches = wish.Methods ?? new Dictionary<string, bool>();
        return this with
        {
            MigrationState = wish.MigrationState ?? MigrationState,
            On = [.. On.Where(m => !switches.Any(s => Same(s.Key, m))).Concat(switches.Where(s => s.Value).Select(s => s.Key))],
            Legacy = wish.LegacyMethods is { } legacy ? legacy.Over(Legacy) : Legacy,
            SecurityQuestions = wish.SecurityQuestions ?? SecurityQuestions,
            MethodsRequired = wish.MethodsRequired ?? MethodsRequired,
        };
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
