namespace SsprModule.Engine.Graph;

/// <summary>Where a request goes to.</summary>
internal static class Origin
{
    /// <summary>True when scheme, host and port are the same: the token may go there.</summary>
    public static bool IsSame(Uri one, Uri other) =>
        one.IsAbsoluteUri && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
