namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>
/// What is known of all rows before the first one is written: how many there are, who occurs more than once, and which
/// numbers several users share. Holds a few bytes for each row, never the row.
/// </summary>
internal sealed class RowIndex
{
    private readonly Dictionary<string, (int First, string Key, int Other)> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string User, int Row)> numbers = new(StringComparer.Ordinal);
    private readonly List<int> shared = [];

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Rows whose mobile number an earlier row gives to somebody else.</summary>
    public IReadOnlyList<int> Shared => shared;

    /// <summary>Reads all rows once.</summary>
    public static RowIndex Of(IEnumerable<ContactRow> rows, CancellationToken cancellationToken)
    {
        var index = new RowIndex();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            index.Add(row);
        }

        return index;
    }

    /// <summary>The first row of the user, when this one is not it and says the same; null otherwise.</summary>
    public int? DuplicateOf(ContactRow row) =>
        users.TryGetValue(row.User(), out var user) && user.Other == 0 && user.First != row.Number ? user.First : null;

    /// <summary>A row that says something else of the same user; null when there is none.</summary>
    public int? ConflictOf(ContactRow row) =>
        users.TryGetValue(row.User(), out var user) && user.Other != 0 ? (user.First == row.Number ? user.Other : user.First) : null;

    private void Add(ContactRow row)
    {
        Count++;
        if (row.Problem is not null)
        {
            return;
        }

        var (name, key) = (row.User(), row.Key());
        users[name] = !users.TryGetValue(name, out var known) ? (row.Number, key, 0)
            : known.Other == 0 && known.Key != key ? (known.First, known.Key, row.Number)
            : known;
        if (row.Values.MobilePhone is { } phone && new string([.. phone.Where(char.IsDigit)]) is { Length: > 3 } digits)
        {
            if (!numbers.TryGetValue(digits, out var other))
            {
                numbers[digits] = (name, row.Number);
            }
            else if (other.User != name)
            {
                shared.Add(row.Number);
            }
        }
    }
}
