using System.Reflection;

namespace SsprModule.Loader;

/// <summary>Whether one assembly may stand in for another.</summary>
internal static class AssemblyMatch
{
    /// <summary>
    /// True when name and public key token are equal and the version is the requested one or higher.
    /// A request without a token or a version accepts any.
    /// </summary>
    internal static bool Satisfies(AssemblyName found, AssemblyName requested) =>
        string.Equals(found.Name, requested.Name, StringComparison.OrdinalIgnoreCase)
        && HasToken(found, requested.GetPublicKeyToken())
        && (requested.Version is null || found.Version >= requested.Version);

    private static bool HasToken(AssemblyName found, byte[]? token) =>
        token is null or { Length: 0 } || token.AsSpan().SequenceEqual(found.GetPublicKeyToken());
}
