using SsprModule.Models;

namespace SsprModule.Engine.Policy.Comparison;

/// <summary>
/// Something of a policy that can be compared: a field, a member of one, or a number that follows from several. The set is
/// closed, so that a file with controls needs no language of its own.
/// </summary>
internal sealed class ComparedField
{
    /// <summary>All that a control may name, by its name in a file.</summary>
    public static readonly IReadOnlyDictionary<string, ComparedField> All = Create().ToDictionary(f => f.JsonName, StringComparer.Ordinal);

    private readonly Func<SsprPolicy, object?> read;

    private ComparedField(string name, PolicyStore store, string wire, Type kind, Func<SsprPolicy, object?> read)
    {
        Name = name;
        Store = store;
        Wire = $"{ResourceOf(store)}.{wire}";
        Kind = kind;
        this.read = read;
    }

    /// <summary>The name that a person sees, such as <c>Methods.Sms</c>.</summary>
    public string Name { get; }

    /// <summary>The name in a file with controls.</summary>
    public string JsonName => PolicyField.JsonNameOf(Name);

    /// <summary>The object that holds it.</summary>
    public PolicyStore Store { get; }

    /// <summary>Another object that it follows from as well, or null.</summary>
    public PolicyStore? AlsoFrom { get; private init; }

    /// <summary>The property of <see cref="SsprPolicy"/> that tells where the value came from.</summary>
    public string Property { get; private init; } = "";

    /// <summary>The type of its values.</summary>
    public Type Kind { get; }

    /// <summary>Resource and property that hold it in the service.</summary>
    public string Wire { get; }

    /// <summary>The least and the greatest number, where it is one.</summary>
    public (int Min, int Max) Range { get; private init; } = (0, int.MaxValue);

    /// <summary>The backend that told its value; null when it is unknown.</summary>
    public SsprBackend? BackendIn(SsprPolicy policy) => policy.Sources.TryGetValue(Property, out var backend) ? backend : null;

    /// <summary>Its value; null when it is unknown.</summary>
    public object? ValueIn(SsprPolicy policy) => BackendIn(policy) is null ? null : read(policy);

    /// <summary>The expiry of the passwords of a domain.</summary>
    public static ComparedField OfDomain(string domain) => new(
        $"{nameof(SsprPolicy.PasswordExpiry)}.{domain}", PolicyStore.Domains, "passwordValidityPeriodInDays", typeof(SsprDomainExpiry), policy => DomainOf(policy, domain))
    {
        Property = nameof(SsprPolicy.PasswordExpiry),
    };

    private static IEnumerable<ComparedField> Create()
    {
        foreach (var field in PolicyField.All.Where(f => f.Name != nameof(SsprPolicy.PasswordExpiry)))
        {
            foreach (var stored in FieldCatalog.All.Where(f => f.Name == field.Name || f.Name.StartsWith(field.Name + ".", StringComparison.Ordinal)))
            {
                var member = stored.Name.Substring(Math.Min(stored.Name.Length, field.Name.Length + 1));
                yield return new ComparedField(stored.Name, stored.Store, stored.Members.LastOrDefault()?.Name ?? $"{member}.state", member.Length > 0 ? typeof(bool) : field.Kind, policy => ValueOf(field, member, policy))
                {
                    Property = field.Name,
                    Range = field.Range,
                };
            }
        }

        yield return Count("MethodsEnabled", policy => policy.Methods!.Count(m => m.Enabled));
        yield return Count("MethodsBesidesPhone", policy => Usable(policy)?.MostBesidesPhone, PolicyStore.Users);
        yield return Count("MethodsToSpare", policy => Usable(policy)?.Most - policy.MethodsRequired, PolicyStore.Users);
    }

    private static ComparedField Count(string name, Func<SsprPolicy, object?> count, PolicyStore? alsoFrom = null) =>
        new(name, PolicyStore.Methods, "authenticationMethodConfigurations", typeof(int), count) { Property = nameof(SsprPolicy.Methods), AlsoFrom = alsoFrom };

    // Where the value is known and there is none, that is a value too: no link, no group.
    private static object? ValueOf(PolicyField field, string member, SsprPolicy policy) => field.Name switch
    {
        nameof(SsprPolicy.Methods) => policy.Methods!.FirstOrDefault(m => m.Method == member)?.Enabled,
        nameof(SsprPolicy.LegacyMethods) => typeof(SsprLegacyMethods).GetProperty(member)!.GetValue(policy.LegacyMethods),
        nameof(SsprPolicy.HelpdeskLink) or nameof(SsprPolicy.ScopeGroup) => field.Of(policy) ?? "",
        _ => field.Of(policy),
    };

    private static SsprDomainExpiry? DomainOf(SsprPolicy policy, string domain) => policy.PasswordExpiry?.FirstOrDefault(d => DomainsPart.AreSame(d.Domain, domain));

    // What is on counts only where it can be used in a reset; while a part is unknown there may be more.
    private static UsableMethods? Usable(SsprPolicy policy) => UsableMethods.Of(MethodRules.Of(policy)) is { IsComplete: true } usable ? usable : null;

    private static string ResourceOf(PolicyStore store) => store switch
    {
        PolicyStore.Users => "PasswordResetPolicies",
        PolicyStore.OnPremises => "OnPremisesPasswordResetPolicies",
        PolicyStore.AdminSwitch => "authorizationPolicy",
        PolicyStore.Methods => "authenticationMethodsPolicy",
        PolicyStore.PasswordRules => "Password Rule Settings",
        _ => "domain",
    };
}
