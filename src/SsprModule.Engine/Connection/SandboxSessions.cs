namespace SsprModule.Engine.Connection;
internal static class SandboxSessions
{
    public static SsprSession Create(SsprModule.Contracts.ConnectionRequest request, TimeProvider clock) => throw new NotImplementedException();
}
