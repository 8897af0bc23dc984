namespace SsprModule.Models;

/// <summary>A page about SSPR, in the documentation or in a portal.</summary>
public sealed class SsprPage
{
    /// <summary>The name by which Open-SsprPage knows it.</summary>
    public SsprPageName Name { get; init; }

    /// <summary>Documentation, admin center or a page for users.</summary>
    public SsprPageKind Kind { get; init; }

    /// <summary>The title of the page, in the language asked for.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>The cloud that the address belongs to.</summary>
    public SsprEnvironment Environment { get; init; }

    /// <summary>Its address.</summary>
    public Uri Address { get; init; } = null!;
}
