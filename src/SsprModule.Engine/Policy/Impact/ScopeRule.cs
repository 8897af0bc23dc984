using SsprModule.Models;

namespace SsprModule.Engine.Policy.Impact;

/// <summary>Who is in scope.</summary>
/// <param name="Scope">The user scope; null when it is not known.</param>
/// <param name="Members">The members of the group of a scope Selected; null when the group is not known.</param>
internal sealed record ScopeRule(SsprUserScope? Scope, HashSet<Guid>? Members)
{
    /// <summary>Whether an ordinary user is in scope; null when that can't be told.</summary>
    public bool? Has(Guid user) => Scope switch
    {
        SsprUserScope.All => true,
        SsprUserScope.None => false,
        SsprUserScope.Selected => Members?.Contains(user),
        _ => null,
    };
}
