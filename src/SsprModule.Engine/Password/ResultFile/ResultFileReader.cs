using System.Security;
using System.Text;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>Reads result files.</summary>
internal sealed class ResultFileReader
{
    private const int LongestLine = 64 * 1024;

    private readonly ResultFileRequest request;
    // By the number of the intent. One without an outcome was being sent when the run was cut off: its password may be the valid one.
    private readonly SortedDictionary<long, SsprPasswordResetResult> results = [];

    public ResultFileReader(ResultFileRequest request) => this.request = request;

    /// <summary>Hands all that can be read to the sink.</summary>
    /// <returns>What is wrong with the rest of the file, or null when it is whole.</returns>
    /// <exception cref="SsprException">ResultFileInvalid, ResultFileKeyWrong, or the certificate can't be found: nothing can be read.</exception>
    public async Task<SsprException?> ReadAsync(ISink<SsprPasswordResetResult> sink, CancellationToken cancellationToken)
    {
        SsprException? fault;
        try
        {
            using var stream = new FileStream(request.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            fault = Read(new LineReader(stream, LongestLine), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SsprException(SsprErrorId.ResultFileInvalid, e, request.Path, e.Message) { Target = request.Path };
        }

        await sink.WriteAsync([.. results.Values]).ConfigureAwait(false);
        return fault;
    }

    private SsprException? Read(LineReader lines, CancellationToken cancellationToken)
    {
        var first = lines.Next();
        var header = first is null ? null : ResultFileHeader.Parse(first);
        if (header is null)
        {
            throw Invalid(new Reason("FileNotOurs"));
        }

        if (header.Version != ResultFileHeader.CurrentVersion)
        {
            throw Invalid(new Reason("FileVersion", header.Version));
        }

        var cipher = new ResultCipher(Key(header), first!);
        if (lines.Next() is not { } check)
        {
            return lines.WasCut ? Unfinished() : Damaged(2);
        }

        if (Decrypt(cipher, 0, check) is null)
        {
            throw KeyWrong(new Reason(header.Derivation is null ? "FileHeaderChanged" : "FilePasswordWrong"));
        }

        for (var row = 1L; ; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines.Next() is not { } line)
            {
                return lines.IsTooLong ? Damaged(row + 2) : Unfinished();
            }

            var kind = Decrypt(cipher, row, line) is { } plain ? Take(row, plain) : null;
            if (kind is null)
            {
                return Damaged(row + 2);
            }

            if (kind == ResultRow.End)
            {
                return lines.Next() is null && !lines.WasCut && !lines.IsTooLong ? null : Damaged(row + 3);
            }
        }
    }

    // The kind of the row, or null when it makes no sense.
    private string? Take(long row, byte[] plain)
    {
        try
        {
            using var document = JsonDocument.Parse(plain);
            var json = document.RootElement;
            var kind = Json(json, "row");
            switch (kind)
            {
                case ResultRow.Intent:
                    results[row] = ResultRow.ToResult(json, Password(plain), request.AsPlainText);
                    return kind;
                case ResultRow.Outcome:
                    var intent = Graph.Json.Member(json, "of").GetInt64();
                    results[intent] = ResultRow.ToResult(results[intent], json);
                    return kind;
                default:
                    return kind == ResultRow.End ? kind : null;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
        finally
        {
            Array.Clear(plain, 0, plain.Length);
        }
    }

    private static string? Json(JsonElement row, string name) => Graph.Json.Text(row, name);

    // Copied character by character, so that it never becomes a string.
    private static SecureString? Password(byte[] plain)
    {
        var reader = new Utf8JsonReader(plain);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("password"u8))
            {
                continue;
            }

            reader.Read();
            var characters = new char[reader.ValueSpan.Length];
            var length = reader.CopyString(characters);
            var password = new SecureString();
            for (var i = 0; i < length; i++)
            {
                password.AppendChar(characters[i]);
            }

            Array.Clear(characters, 0, characters.Length);
            password.MakeReadOnly();
            return password;
        }

        return null;
    }

    private static byte[]? Decrypt(ResultCipher cipher, long row, byte[] line)
    {
        try
        {
            return cipher.Open(row, Convert.FromBase64String(Encoding.ASCII.GetString(line)));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private byte[] Key(ResultFileHeader header)
    {
        if (header.Derivation is { } derivation)
        {
            return !derivation.IsKnown ? throw Invalid(new Reason("FileDerivation"))
                : request.Password is { } password ? derivation.Derive(password)
                : throw KeyWrong(new Reason("FileNeedsPassword"));
        }

        if (header.EnvelopedKey is not { } envelope)
        {
            throw Invalid(new Reason("FileNotOurs"));
        }

        if (request.Password is not null)
        {
            throw KeyWrong(new Reason("FileNeedsCertificate", header.Thumbprint));
        }

        var certificate = CertificateFinder.FindKey(request, header.Thumbprint);
        return KeyEnvelope.Open(envelope, certificate) ?? throw KeyWrong(new Reason("FileNeedsCertificate", header.Thumbprint));
    }

    private SsprException Invalid(object reason) => new(SsprErrorId.ResultFileInvalid, request.Path, reason) { Target = request.Path };

    private SsprException KeyWrong(object reason) => new(SsprErrorId.ResultFileKeyWrong, request.Path, reason) { Target = request.Path };

    private SsprException Damaged(long line) => new(SsprErrorId.ResultFileDamaged, request.Path, line, results.Count) { Target = request.Path };

    private SsprException Unfinished() => new(SsprErrorId.ResultFileUnfinished, request.Path, results.Count) { Target = request.Path };
}
