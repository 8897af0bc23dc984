#if NETFRAMEWORK
using System.Security.AccessControl;
using System.Security.Principal;
#else
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
#endif

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>Makes files that nobody but their owner can open, from their first moment on.</summary>
internal static class OwnerOnlyFile
{
    private const int Buffer = 4096;

    /// <summary>Makes a new file for writing.</summary>
    /// <exception cref="IOException">There is one already, or it can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made there.</exception>
#if NETFRAMEWORK
    public static FileStream Create(string path) =>
        new(path, FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.ReadAttributes, FileShare.Read, Buffer, FileOptions.None, OwnerOnly());
#else
    public static FileStream Create(string path) => OperatingSystem.IsWindows()
        ? new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.ReadAttributes, FileShare.Read, Buffer, FileOptions.None, OwnerOnly())
        : new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = Buffer,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
#endif

#if !NETFRAMEWORK
    [SupportedOSPlatform("windows")]
#endif
    private static FileSecurity OwnerOnly()
    {
        using var user = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return security;
    }
}
