using System.Reflection;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>One field of <see cref="SsprPolicySettings"/>: its names, its limits, and where its value stands in wish and state.</summary>
internal sealed class PolicyField
{
    /// <summary>The fields of a policy file, in the order in which they are written.</summary>
    public static readonly IReadOnlyList<PolicyField> All =
        [.. typeof(SsprPolicySettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken).Select(p => new PolicyField(p))];

    /// <summary>How many terms the tenant's own list of banned passwords takes (Eliminate bad passwords, Microsoft Learn).</summary>
    public const int MostBannedTerms = 1000;

    /// <summary>The shortest and the longest banned term (same page).</summary>
    public static readonly (int Min, int Max) BannedTermLength = (4, 16);

    private readonly PropertyInfo wish;
    private readonly PropertyInfo state;

    private PolicyField(PropertyInfo wish)
    {
        this.wish = wish;
        state = typeof(SsprPolicy).GetProperty(wish.Name) ?? throw new MissingMemberException(nameof(SsprPolicy), wish.Name);
        JsonName = JsonNameOf(wish.Name);
        Kind = Nullable.GetUnderlyingType(wish.PropertyType) ?? wish.PropertyType;
        Range = wish.Name switch
        {
            nameof(SsprPolicySettings.MethodsRequired) => (1, 2),
            nameof(SsprPolicySettings.QuestionsToRegister) or nameof(SsprPolicySettings.QuestionsToReset) => (3, 5),
            nameof(SsprPolicySettings.ReconfirmDays) => (0, 730),
            nameof(SsprPolicySettings.SkipRegistrationDays) => (0, 365),
            nameof(SsprPolicySettings.LockoutThreshold) => (1, int.MaxValue),
            nameof(SsprPolicySettings.LockoutSeconds) => (5, int.MaxValue),
            _ => (0, int.MaxValue),
        };
    }

    /// <summary>The name of the property, in wish and state alike.</summary>
    public string Name => wish.Name;

    /// <summary>The name in a file.</summary>
    public string JsonName { get; }

    /// <summary>The type of its values.</summary>
    public Type Kind { get; }

    /// <summary>The least and the greatest number, where it is one.</summary>
    public (int Min, int Max) Range { get; }

    /// <summary>The wished value; null when it is to be left as it is.</summary>
    public object? Of(SsprPolicySettings settings) => wish.GetValue(settings);

    /// <summary>The value as it is; null when it is unknown, and for some fields when it is empty.</summary>
    public object? Of(SsprPolicy policy) => state.GetValue(policy);

    /// <summary>Sets the wished value.</summary>
    public void Set(SsprPolicySettings settings, object? value) => wish.SetValue(settings, value);

    /// <summary>The name that a property has in a file.</summary>
    public static string JsonNameOf(string property) => char.ToLowerInvariant(property[0]) + property.Substring(1);
}
