using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>Reads a CSV file row by row, as often as asked. It stays open in between, so that nobody can change it on the way.</summary>
internal sealed class ContactCsv : IDisposable
{
    private const int HeaderRow = 1;

    private static readonly string[] UserColumns = ["User", "UserPrincipalName", "UPN", "Id", "UserId", "ObjectId"];
    private static readonly string[] ValueColumns = ["MobilePhone", "AlternateMobilePhone", "OfficePhone", "Email"];
    private static readonly string[] CountryColumns = ["Country", "UsageLocation"];
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly FileStream file;
    private readonly TextFile text;
    private readonly string path;
    private readonly char delimiter;
    private readonly string? country;
    private readonly Dictionary<string, int> columns;
    private readonly int width;
    private readonly int skip;

    private ContactCsv(FileStream file, ContactImportRequest request)
    {
        this.file = file;
        path = request.Path!;
        country = request.Country;
        text = TextFile.Detect(file, path, request.Encoding);
        (delimiter, skip) = Layout(request.Delimiter);
        using var parser = Parser();
        var header = Skip(parser) && parser.Read() ? parser.Record!.Select(c => c.Trim()).ToArray() : [];
        width = header.Length;
        columns = Columns(header);
    }

    /// <summary>Columns of the header that nothing is taken from.</summary>
    public IReadOnlyList<string> Ignored { get; private set; } = [];

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="SsprException">ImportFileUnreadable, ImportEncodingUnknown or ImportColumnMissing.</exception>
    public static ContactCsv Open(ContactImportRequest request)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(request.Path!, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new ContactCsv(file, request);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            file?.Dispose();
            throw new SsprException(SsprErrorId.ImportFileUnreadable, e, request.Path, e.Message) { Target = request.Path };
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>The rows below the header. The first one has number 2, as a spreadsheet shows it.</summary>
    public IEnumerable<ContactRow> Rows()
    {
        using var parser = Parser();
        Skip(parser);
        parser.Read();
        for (var number = HeaderRow + 1; Read(parser); number++)
        {
            var cells = parser.Record!;
            if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            {
                yield return Row(number, cells);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private bool Read(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (IOException e)
        {
            throw new SsprException(SsprErrorId.ImportFileUnreadable, e, path, e.Message) { Target = path };
        }
    }

    private ContactRow Row(int number, string[] cells)
    {
        var values = new ContactValues
        {
            User = (Cell(cells, "User") ?? "").Trim(),
            MobilePhone = Cell(cells, "MobilePhone"),
            AlternateMobilePhone = Cell(cells, "AlternateMobilePhone"),
            OfficePhone = Cell(cells, "OfficePhone"),
            Email = Cell(cells, "Email"),
            Country = Cell(cells, "Country") ?? country,
        };
        // A quote that is never closed swallows the rows behind it.
        var problem = Array.Exists(cells, c => c.LastIndexOf('\n') >= 0) ? new Reason("RowBroken")
            : cells.Length > width ? new Reason("RowTooWide", cells.Length, width)
            : values.User.Length == 0 ? new Reason("RowWithoutUser")
            : !ContactPlanner.HasAny(values) ? new Reason("RowWithoutValue")
            : null;
        return new ContactRow(number, values, problem);
    }

    private string? Cell(string[] cells, string column) =>
        columns.TryGetValue(column, out var at) && at < cells.Length && !string.IsNullOrWhiteSpace(cells[at]) ? cells[at] : null;

    private Dictionary<string, int> Columns(string[] header)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        Find("User", UserColumns);
        Find("Country", CountryColumns);
        foreach (var column in ValueColumns)
        {
            Find(column, [column]);
        }

        Ignored = [.. header.Where((h, i) => h.Length > 0 && !found.ContainsValue(i))];
        return !found.ContainsKey("User") ? throw Missing(UserColumns)
            : !Array.Exists(ValueColumns, found.ContainsKey) ? throw Missing(ValueColumns)
            : found;

        void Find(string name, string[] names)
        {
            var places = names.Select(n => Array.FindIndex(header, h => string.Equals(Plain(h), n, StringComparison.OrdinalIgnoreCase))).Where(i => i >= 0).ToList();
            if (places.Count > 0)
            {
                found[name] = places[0];
            }
        }

        // A header for people may say "Mobile phone".
        static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit)]);

        SsprException Missing(string[] names) => new(SsprErrorId.ImportColumnMissing, path, names, header.Where(h => h.Length > 0)) { Target = path };
    }

    private CsvParser Parser() => new(
        text.Open(file),
        new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter.ToString(), BadDataFound = null, IgnoreBlankLines = false, DetectColumnCountChanges = false },
        leaveOpen: true);

    // Excel may write its separator into a line of its own above the header.
    private bool Skip(CsvParser parser) => skip == 0 || parser.Read();

    private (char Delimiter, int Skip) Layout(char? given)
    {
        using var reader = text.Open(file);
        var line = reader.ReadLine() ?? "";
        if (line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length == 5)
        {
            return (given ?? line[4], 1);
        }

        return (given ?? Delimiters.OrderByDescending(d => line.Count(c => c == d)).First(), 0);
    }
}
