using SsprModule.Contracts;

namespace SsprModule;

internal static class EngineBridge
{
    public static ISsprEngine Engine => throw new NotImplementedException();
}
