using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>The objects, each read and written for itself, that hold the policy.</summary>
internal enum PolicyStore
{
    /// <summary>The user policy in the portal backend.</summary>
    Users,

    /// <summary>The on-premises policy in the portal backend.</summary>
    OnPremises,

    /// <summary>authorizationPolicy.</summary>
    AdminSwitch,

    /// <summary>authenticationMethodsPolicy.</summary>
    Methods,

    /// <summary>The groupSettings object with the password rules.</summary>
    PasswordRules,

    /// <summary>The domains.</summary>
    Domains,
}

/// <summary>A member that a field is kept in, and the kind of value that is known of it.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">Its kind; <see cref="JsonValueKind.True"/> stands for true and false.</param>
internal sealed record StoredMember(string Name, JsonValueKind Kind);

/// <summary>One field of the policy: where it is kept, and how it stands in the stored object and in a wish.</summary>
internal sealed class StoredField
{
    /// <param name="name">The name of the property of <see cref="SsprPolicySettings"/>, with a dot before what is within it.</param>
    /// <param name="store">The object that holds it.</param>
    public StoredField(string name, PolicyStore store)
    {
        Name = name;
        Store = store;
    }

    public string Name { get; }

    public PolicyStore Store { get; }

    /// <summary>The members of the object that it is kept in, as far as their shape is checked.</summary>
    public IReadOnlyList<StoredMember> Members { get; init; } = [];

    /// <summary>The value in the stored object; null when there is none or it is of another kind.</summary>
    public Func<JsonObject, object?> Read { get; init; } = null!;

    /// <summary>Puts a value into the stored object and touches nothing else.</summary>
    public Action<JsonObject, object> Write { get; init; } = null!;

    /// <summary>The wished value; null asks for nothing.</summary>
    public Func<SsprPolicySettings, object?> Wished { get; init; } = null!;

    /// <summary>Adds the value to a wish.</summary>
    public Action<SsprPolicySettings, object> Wish { get; init; } = null!;

    /// <summary>True when both are the same to this policy.</summary>
    public static bool AreSame(object? one, object? other) => (one, other) switch
    {
        (SsprGroup a, SsprGroup b) => string.Equals(a.Id, b.Id, StringComparison.OrdinalIgnoreCase),
        (IEnumerable<string> a, IEnumerable<string> b) => a.SequenceEqual(b, StringComparer.Ordinal),
        _ => Equals(one, other),
    };

    /// <summary>A value as people read it.</summary>
    public static string Show(object? value) => value switch
    {
        null or "" => "-",
        SsprGroup { DisplayName: { } name } group => $"{name} ({group.Id})",
        IEnumerable<string> list => string.Join(", ", list) is { Length: > 0 } text ? text : "-",
        _ => value.ToString() ?? "-",
    };
}
