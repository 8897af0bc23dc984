using System.Text;
using System.Text.Json;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>A policy as a file: the wished settings, and where they come from.</summary>
/// <param name="Settings">The wished settings.</param>
internal sealed record PolicyFile(SsprPolicySettings Settings)
{
    /// <summary>The format that this module writes, and the newest that it reads.</summary>
    public const int Version = 1;

    /// <summary>The JSON Schema of the format; the module's folder holds it under this name.</summary>
    public const string Schema = "sspr-policy.schema.json";

    // A policy with the longest list of banned terms is some twenty kilobytes.
    private const int MostBytes = 1024 * 1024;

    /// <summary>The tenant that the settings were read from, or null.</summary>
    public string? TenantId { get; init; }

    /// <summary>When they were read, or null.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>The version of this module that wrote the file, or null.</summary>
    public string? ModuleVersion { get; init; }

    /// <summary>The name of the group in scope, for people and for the comparison with another tenant; it is never applied.</summary>
    public string? ScopeGroupName { get; init; }

    /// <summary>Reads a file. It may hold // comments and trailing commas.</summary>
    /// <exception cref="SsprException">PolicyFileNotFound, PolicyFileUnreadable, PolicyFileInvalid with all that is wrong, PolicyFileTooNew.</exception>
    public static PolicyFile Read(string path)
    {
        using var document = Parse(path);
        return new PolicyFileReader(path).Read(document.RootElement);
    }

    /// <summary>Writes a file whole or not at all: the old one stays until the new one is complete.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">False refuses a file that is there.</param>
    /// <param name="ownerOnly">Keeps it from other accounts of this machine; on Windows the rights of its folder do that.</param>
    /// <exception cref="SsprException">PolicyFileExists, PolicyFileNotWritten.</exception>
    public void Write(string path, bool overwrite, bool ownerOnly) => FileWriter.Write(path, PolicyFileWriter.ToJson(this), overwrite, ownerOnly);

    /// <summary>The JSON of a file; the caller disposes it.</summary>
    public static JsonDocument Parse(string path)
    {
        var text = ReadText(path);
        if (text.Trim().Length == 0)
        {
            throw new SsprException(SsprErrorId.PolicyFileInvalid, path, new Reason("FileEmpty")) { Target = path };
        }

        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new SsprException(SsprErrorId.PolicyFileInvalid, e, path, new Reason("FileNotJson", e.LineNumber + 1, e.BytePositionInLine + 1)) { Target = path };
        }
    }

    // A byte order mark tells UTF-16, which Windows PowerShell's redirection writes; without one it is UTF-8.
    private static string ReadText(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MostBytes)
            {
                throw new SsprException(SsprErrorId.PolicyFileInvalid, path, new Reason("FileTooLong", MostBytes)) { Target = path };
            }

            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SsprException(SsprErrorId.PolicyFileNotFound, e, path) { Target = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SsprException(SsprErrorId.PolicyFileUnreadable, e, path, e.Message) { Target = path };
        }
        catch (DecoderFallbackException e)
        {
            throw new SsprException(SsprErrorId.PolicyFileInvalid, e, path, new Reason("FileNotText")) { Target = path };
        }
    }
}
