using System.Text;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>Finds out how the text of a file is encoded, and opens it so that nothing is silently replaced.</summary>
internal sealed class TextFile
{
    private readonly Encoding encoding;

    private TextFile(Encoding encoding) => this.encoding = encoding;

    /// <summary>Finds the encoding: by the byte order mark, else as told, else UTF-8 when the whole file is valid as that.</summary>
    /// <exception cref="SsprException">ImportEncodingUnknown.</exception>
    public static TextFile Detect(Stream file, string path, SsprFileEncoding? told)
    {
        var start = new byte[4];
        file.Seek(0, SeekOrigin.Begin);
        var length = file.Read(start, 0, start.Length);
        // Latin text in UTF-16 has a zero in every other byte; a CSV in UTF-8 has none.
        var encoding = Mark(start, length)
            ?? (told is { } known ? Named(known)
            : length >= 2 && (start[0] == 0 || start[1] == 0) ? new UnicodeEncoding(start[0] == 0, false, true)
            : new UTF8Encoding(false, throwOnInvalidBytes: true));
        return IsValid(file, encoding)
            ? new TextFile(encoding)
            : throw new SsprException(SsprErrorId.ImportEncodingUnknown, path) { Target = path };
    }

    /// <summary>The text from its beginning. Disposing of the reader leaves the file open.</summary>
    public StreamReader Open(Stream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        return new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024, leaveOpen: true);
    }

    private static Encoding? Mark(byte[] start, int length) =>
        length >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? new UTF8Encoding(true, true)
        : length >= 2 && start[0] == 0xFF && start[1] == 0xFE ? new UnicodeEncoding(false, true, true)
        : length >= 2 && start[0] == 0xFE && start[1] == 0xFF ? new UnicodeEncoding(true, true, true)
        : null;

    private static Encoding Named(SsprFileEncoding encoding)
    {
        switch (encoding)
        {
            case SsprFileEncoding.Utf16:
                return new UnicodeEncoding(false, true, true);
            case SsprFileEncoding.Windows1252:
#if NET
                return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
#else
                return Encoding.GetEncoding(1252);
#endif
            default:
                return new UTF8Encoding(false, true);
        }
    }

    private static bool IsValid(Stream file, Encoding encoding)
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, encoding, false, 16 * 1024, leaveOpen: true);
        var buffer = new char[16 * 1024];
        try
        {
            while (reader.Read(buffer, 0, buffer.Length) > 0)
            {
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
