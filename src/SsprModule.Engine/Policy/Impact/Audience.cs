namespace SsprModule.Engine.Policy.Impact;

/// <summary>Whom a method is for.</summary>
internal sealed class Audience
{
    private readonly bool isForAll;
    private readonly IReadOnlyList<HashSet<Guid>> included;
    private readonly IReadOnlyList<HashSet<Guid>> excluded;

    /// <param name="method">The method.</param>
    /// <param name="isForAll">Whether everybody is included.</param>
    /// <param name="included">The members of the included groups.</param>
    /// <param name="excluded">The members of the excluded groups.</param>
    public Audience(string method, bool isForAll, IReadOnlyList<HashSet<Guid>> included, IReadOnlyList<HashSet<Guid>> excluded)
    {
        Method = method;
        this.isForAll = isForAll;
        this.included = included;
        this.excluded = excluded;
    }

    public string Method { get; }

    public bool Has(Guid user) => (isForAll || included.Any(g => g.Contains(user))) && !excluded.Any(g => g.Contains(user));
}
