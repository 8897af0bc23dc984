namespace SsprModule.Sandbox;

/// <summary>A Graph call that the tenant carried out.</summary>
public sealed class SandboxCall(DateTimeOffset time, string method, string path, int status) : EventArgs
{
    /// <summary>When, on the tenant's clock.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The path below the version, as it was sent, without the query.</summary>
    public string Path { get; } = path;

    /// <summary>The status of the work; a fault may have replaced it in the answer.</summary>
    public int Status { get; } = status;
}
