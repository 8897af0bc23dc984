using SsprModule.Sandbox.Routes;

namespace SsprModule.Sandbox;

/// <summary>The Graph permissions that the sandbox knows.</summary>
public static class SandboxPermissions
{
    /// <summary>Every permission that some route accepts, sorted; taken from the route table.</summary>
    public static IReadOnlyList<string> All { get; } = [.. RouteTable.Instance.Permissions.OrderBy(name => name, StringComparer.Ordinal)];
}
