namespace SsprModule.Engine.Troubleshooting;

/// <summary>Texts with places to fill in; .NET Framework has no Replace that is told how to compare.</summary>
internal static class Template
{
    /// <summary>The text with a place filled in wherever it stands.</summary>
    public static string Fill(string text, string place, string? value) => string.Join(value ?? "", text.Split([place], StringSplitOptions.None));
}
