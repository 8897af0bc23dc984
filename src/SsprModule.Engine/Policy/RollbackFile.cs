using System.Globalization;
using System.Text.RegularExpressions;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>Keeps the values before a change, for its way back. A file that can't be written stops the change.</summary>
internal sealed class RollbackFile
{
    private readonly Func<SsprContext> context;
    private readonly TimeProvider clock;

    public RollbackFile(Func<SsprContext> context, TimeProvider clock)
    {
        this.context = context;
        this.clock = clock;
    }

    /// <summary>Writes the values as a policy file.</summary>
    /// <param name="before">The fields that are about to change, with the values that they have.</param>
    /// <param name="path">A file that is not there yet, an existing folder, or null for the user's state folder.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="SsprException">PolicyFileExists, PolicyFileNotWritten.</exception>
    public string Write(SsprPolicySettings before, string? path)
    {
        var content = new PolicyFile(before) { TenantId = context().TenantId, ExportedAt = clock.GetUtcNow() };
        return WriteTo(path, ".json", file => content.Write(file, overwrite: false, ownerOnly: true));
    }

    /// <summary>Writes ids, one a line, such as those of people who are about to become members of a group.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="path">As above.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="SsprException">PolicyFileExists, PolicyFileNotWritten.</exception>
    public string WriteIds(IEnumerable<string> ids, string? path)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(string.Join("\n", ids) + "\n");
        return WriteTo(path, ".txt", file => FileWriter.Write(file, content, overwrite: false, ownerOnly: true));
    }

    // A run beside this one may take the name that was free a moment ago; then the next one is.
    private string WriteTo(string? path, string extension, Action<string> write)
    {
        while (true)
        {
            var file = Choose(path, extension);
            try
            {
                write(file);
                return file;
            }
            catch (SsprException e) when (e.Id == SsprErrorId.PolicyFileExists && file != path)
            {
            }
        }
    }

    /// <summary>Writes a file of another form, such as the members of the methods policy.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="path">As above.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="SsprException">PolicyFileExists, PolicyFileNotWritten.</exception>
    public string WriteContent(byte[] content, string? path) =>
        WriteTo(path, ".json", file => FileWriter.Write(file, content, overwrite: false, ownerOnly: true));

    private string Choose(string? path, string extension)
    {
        if (path is not null && !Directory.Exists(path))
        {
            return path;
        }

        var folder = path ?? OwnFolder();
        var tenant = Regex.Replace(context().TenantId ?? "tenant", "[^A-Za-z0-9.-]", "_");
        var name = $"{tenant}-{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var file = Path.Combine(folder, name + extension);
        for (var number = 2; File.Exists(file); number++)
        {
            file = Path.Combine(folder, $"{name}-{number.ToString(CultureInfo.InvariantCulture)}{extension}");
        }

        return file;
    }

    // XDG Base Directory Specification; on Windows the user's own application data, which other users can't read.
    private static string OwnFolder()
    {
        var isWindows = Path.DirectorySeparatorChar == '\\';
        var state = isWindows
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given && Path.IsPathRooted(given) ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        var folder = Path.Combine(state, "SsprModule", "rollback");
        try
        {
#if NET
            if (!isWindows)
            {
#pragma warning disable CA1416 // The separator tells that this is not Windows.
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
                return folder;
            }
#endif
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SsprException(SsprErrorId.PolicyFileNotWritten, e, folder, e.Message) { Target = folder };
        }
    }
}
