using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Password.ResultFile;

/// <summary>
/// Writes results with their passwords encrypted. A password is in the file, on the disk, before it is sent: however a run
/// ends, none that may be valid is lost. The file is made with the first row, so that a run that resets nobody leaves none.
/// </summary>
internal sealed class ResultFileWriter : IDisposable
{
    private readonly object gate = new();
    private readonly ResultFileRequest request;
    private readonly TimeProvider clock;
    private readonly ResultFileHeader header;
    private readonly byte[] key;
    private ResultCipher? cipher;
    private FileStream? file;
    private long rows;
    private bool isBroken;

    /// <param name="request">Where, and for whom.</param>
    /// <param name="tenant">The tenant's id, or null.</param>
    /// <param name="clock">The time for the header.</param>
    /// <exception cref="SsprException">ResultFileExists, ResultFileUnwritable, or the certificate can't be used.</exception>
    public ResultFileWriter(ResultFileRequest request, string? tenant, TimeProvider clock)
    {
        this.request = request;
        this.clock = clock;
        if (File.Exists(request.Path) && !request.Force)
        {
            throw new SsprException(SsprErrorId.ResultFileExists, request.Path);
        }

        header = new ResultFileHeader { Format = ResultFileHeader.Marker, Version = ResultFileHeader.CurrentVersion, Created = clock.GetUtcNow(), Tenant = tenant };
        if (request.Password is { } password)
        {
            header = header with { Derivation = PasswordDerivation.Create() };
            key = header.Derivation!.Derive(password);
        }
        else
        {
            key = CryptoRandom.Bytes(ResultCipher.KeyLength);
            header = Enveloped(header, key, request);
        }
    }

    /// <summary>Writes what is about to be sent and waits until the disk has it.</summary>
    /// <returns>The number of the row, for its outcome.</returns>
    /// <exception cref="SsprException">ResultFileUnwritable: then nothing may be sent.</exception>
    public long Intend(PasswordResetPlan plan, SecureString? password, double? entropy, IEngineLog log)
    {
        lock (gate)
        {
            try
            {
                file ??= Open(log);
                Append(ResultRow.OfIntent(plan, password, entropy), toDisk: true);
                return rows;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new SsprException(SsprErrorId.ResultFileUnwritable, e, request.Path, e.Message);
            }
        }
    }

    /// <summary>Writes how a reset ended. That this fails is a warning: the password is in the file already.</summary>
    public void Finish(long intent, SsprPasswordResetResult result, IEngineLog log)
    {
        lock (gate)
        {
            try
            {
                Append(ResultRow.OfOutcome(intent, result), toDisk: false);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                log.Warning(SsprWarning.ResultNotWritten, result.UserPrincipalName, e.Message);
            }
        }
    }

    /// <summary>Marks the file as whole and closes it.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            try
            {
                if (file is not null && !isBroken)
                {
                    Append(ResultRow.OfEnd(), toDisk: true);
                }
            }
            catch (IOException)
            {
                // Without its end the file reads as cut off, which it is.
            }
            finally
            {
                file?.Dispose();
                file = null;
                Array.Clear(key, 0, key.Length);
            }
        }
    }

    private static ResultFileHeader Enveloped(ResultFileHeader header, byte[] key, ResultFileRequest request)
    {
        var certificate = CertificateFinder.FindRecipient(request);
        try
        {
            return header with { EnvelopedKey = KeyEnvelope.Seal(key, certificate), Thumbprint = certificate.Thumbprint };
        }
        catch (CryptographicException e)
        {
            throw new SsprException(SsprErrorId.ResultFileUnwritable, e, request.Path, e.Message);
        }
    }

    private FileStream Open(IEngineLog log)
    {
        if (File.Exists(request.Path))
        {
            PutAside(log);
        }

        var stream = OwnerOnlyFile.Create(request.Path);
        var line = header.ToLine();
        cipher = new ResultCipher(key, line);
        WriteLine(stream, line);

        // An empty first row tells a wrong key apart from a damaged file.
        WriteLine(stream, Encoding.ASCII.GetBytes(Convert.ToBase64String(cipher.Seal(0, []))));
        return stream;
    }

    private void PutAside(IEngineLog log)
    {
        if (!request.Force)
        {
            throw new SsprException(SsprErrorId.ResultFileExists, request.Path);
        }

        var stem = request.Path + ".old-" + clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var aside = stem;
        for (var i = 2; File.Exists(aside); i++)
        {
            aside = stem + "-" + i.ToString(CultureInfo.InvariantCulture);
        }

        File.Move(request.Path, aside);
        log.Warning(SsprWarning.ResultFilePutAside, request.Path, aside);
    }

    private void Append(byte[] row, bool toDisk)
    {
        try
        {
            if (isBroken || file is null)
            {
                throw new IOException("An earlier row could not be written.");
            }

            var sealedRow = cipher!.Seal(rows + 1, row);
            isBroken = true;
            WriteLine(file, Encoding.ASCII.GetBytes(Convert.ToBase64String(sealedRow)));
            file.Flush(toDisk);
            isBroken = false;
            rows++;
        }
        finally
        {
            Array.Clear(row, 0, row.Length);
        }
    }

    private static void WriteLine(FileStream stream, byte[] line)
    {
        stream.Write(line, 0, line.Length);
        stream.WriteByte((byte)'\n');
    }
}
