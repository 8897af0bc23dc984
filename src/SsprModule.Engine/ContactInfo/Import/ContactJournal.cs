using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Engine.Journal;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>
/// The journal of imports: <c>run</c> when one begins, <c>intent</c> before and <c>done</c> or <c>refused</c> after each
/// change, <c>row</c> when a row needs nothing more, <c>end</c> when the run came to its end, <c>undone</c> when a change was taken back. It holds the
/// values before and after, because nothing else could bring them back.
/// </summary>
internal sealed class ContactJournal : IDisposable
{
    private const int Version = 1;

    private readonly string path;
    private readonly string? tenant;
    private readonly TimeProvider clock;
    private readonly Dictionary<(string Id, SsprMethodKind Method), PastChange> changes = [];
    private readonly Dictionary<string, string?> settled = new(StringComparer.Ordinal);
    private JournalFile file = null!;

    private ContactJournal(string path, string? tenant, TimeProvider clock)
    {
        this.path = path;
        this.tenant = tenant;
        this.clock = clock;
    }

    /// <summary>What imports changed and nobody took back, in the order of the changes.</summary>
    public IReadOnlyCollection<PastChange> Changes => changes.Values;

    /// <summary>Rows that a run which was broken off has done.</summary>
    public int SettledCount => settled.Count;

    /// <summary>Opens a journal and notes that a run begins.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="tenant">The tenant that the session is signed in to; null when the token does not tell.</param>
    /// <param name="clock">The time in the lines; nothing is decided by it.</param>
    /// <param name="mustExist">True to take back, false to import.</param>
    /// <exception cref="SsprException">JournalInUse, JournalOtherTenant, JournalDamaged or JournalUnusable.</exception>
    public static ContactJournal Open(string path, string? tenant, TimeProvider clock, bool mustExist)
    {
        var journal = new ContactJournal(path, tenant, clock);
        journal.file = JournalFile.Open(path, "{\"event\":\"run\",\"journal\":\"contact\""u8, journal.Take, mustExist);
        if (!mustExist)
        {
            journal.file.Begin(journal.Line("run", json =>
            {
                json.WriteString("journal", "contact");
                json.WriteNumber("version", Version);
                json.WriteString("tenant", tenant);
            }));
        }

        return journal;
    }

    /// <summary>True when a run that was broken off has done this row.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="id">The object id of its user; null in a journal that does not tell.</param>
    public bool IsSettled(string key, out string? id) => settled.TryGetValue(key, out id);

    /// <summary>Notes what is going to be written. Nothing may be written before this has completed.</summary>
    public Task IntendAsync(IEnumerable<(ContactPlan Plan, ContactChange Change, int Row)> changes) =>
        file.AppendAsync([.. changes.Select(c => Line("intent", json =>
        {
            json.WriteNumber("row", c.Row);
            json.WriteString("id", c.Plan.Id);
            json.WriteString("user", c.Plan.UserPrincipalName);
            json.WriteString("method", c.Change.Method.ToString());
            json.WriteString("from", c.Change.From);
            json.WriteString("to", c.Change.To);
        }))]);

    /// <summary>Notes what came of a change.</summary>
    /// <param name="id">The user's object id.</param>
    /// <param name="method">The method.</param>
    /// <param name="name">done, refused or undone.</param>
    /// <param name="error">The name of the error, or null.</param>
    /// <remarks>A power failure may cost the last of these; whoever goes on looks at the value then.</remarks>
    public Task NoteAsync(string id, SsprMethodKind method, string name, string? error = null) =>
        file.AppendSoonAsync(Line(name, json =>
        {
            json.WriteString("id", id);
            json.WriteString("method", method.ToString());
            if (error is not null)
            {
                json.WriteString("error", error);
            }
        }));

    /// <summary>Notes that rows need nothing more.</summary>
    public Task SettleAsync(IEnumerable<(int Row, string Key, string? Id)> rows) =>
        file.AppendAsync([.. rows.Select(r => Line("row", json =>
        {
            json.WriteNumber("row", r.Row);
            json.WriteString("key", r.Key);
            json.WriteString("id", r.Id);
        }))]);

    /// <summary>Notes that the run came to its end: the next one with this journal begins anew.</summary>
    public Task EndAsync() => file.AppendAsync(Line("end", _ => { }));

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private byte[] Line(string name, Action<Utf8JsonWriter> fields) => JournalLines.Make(name, clock.GetUtcNow(), fields);

    private void Take(ReadOnlyMemory<byte> line, int number)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        switch (Json.Text(root, "event"))
        {
            case "run":
                Demand(root);
                break;
            case "intent":
                Intend(root);
                break;
            case "done":
                break;
            case "refused":
                Refuse(Key(root));
                break;
            case "undone":
                changes.Remove(Key(root));
                settled.Clear();
                break;
            case "row":
                settled[Json.Text(root, "key") ?? throw new JsonException("A row has no key.")] = Json.Text(root, "id");
                break;
            case "end":
                settled.Clear();
                break;
            default:
                throw new JsonException("There is no such event.");
        }
    }

    private void Demand(JsonElement root)
    {
        if (Json.Member(root, "version") is not { ValueKind: JsonValueKind.Number } v || !v.TryGetInt32(out var version) || version != Version)
        {
            throw new JsonException("Another version of the format.");
        }

        if (Json.Text(root, "tenant") is { } theirs && tenant is not null && !string.Equals(theirs, tenant, StringComparison.OrdinalIgnoreCase))
        {
            throw new SsprException(SsprErrorId.JournalOtherTenant, path, theirs, tenant) { Target = path };
        }
    }

    private void Intend(JsonElement root)
    {
        var key = Key(root);
        var to = Json.Text(root, "to") ?? throw new JsonException("An intent writes nothing.");
        var from = Json.Text(root, "from");
        if (changes.TryGetValue(key, out var past) && !past.Knows(from))
        {
            // Somebody else has changed the value since: that is what a rollback has to bring back, and no older one.
            changes.Remove(key);
            past = null;
        }

        if (past is null)
        {
            changes[key] = past = new PastChange
            {
                Row = Json.Member(root, "row") is { ValueKind: JsonValueKind.Number } row && row.TryGetInt32(out var number) ? number : 0,
                Id = key.Id,
                User = Json.Text(root, "user") ?? key.Id,
                Method = key.Method,
                From = from,
            };
        }

        past.Written.Add(to);
    }

    private void Refuse((string Id, SsprMethodKind Method) key)
    {
        if (!changes.TryGetValue(key, out var past))
        {
            throw new JsonException("There is no intent before this line.");
        }

        past.Written.RemoveAt(past.Written.Count - 1);
        if (past.Written.Count == 0)
        {
            changes.Remove(key);
        }
    }

    private static (string Id, SsprMethodKind Method) Key(JsonElement root) =>
        Json.Text(root, "id") is { } id && Enum.TryParse<SsprMethodKind>(Json.Text(root, "method"), out var method)
            ? (id, method)
            : throw new JsonException("A line names no user or method.");
}
