using System.Text.Json;
using SsprModule.Errors;

namespace SsprModule.Engine.Password.Bulk;

/// <summary>Gathers from the lines of a journal the last attempt of each user.</summary>
/// <param name="path">For errors.</param>
/// <param name="tenant">The tenant that the session is signed in to; null when the token does not tell.</param>
internal sealed class JournalReader(string path, string? tenant)
{
    private readonly Dictionary<string, PastReset> past = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the journal tells of a user, or null.</summary>
    public PastReset? Of(string id) => past.TryGetValue(id, out var reset) ? reset : null;

    /// <summary>Takes a line and its number, from 1.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="SsprException">JournalOtherTenant.</exception>
    public void Take(ReadOnlyMemory<byte> line, int number)
    {
        var (name, theirs, id, change) = JournalLine.Read(line);
        if (number == 1 && name != "run")
        {
            throw new JsonException("A journal begins with a run.");
        }

        if (name == "run" && theirs is not null && tenant is not null && !string.Equals(theirs, tenant, StringComparison.OrdinalIgnoreCase))
        {
            throw new SsprException(SsprErrorId.JournalOtherTenant, path, theirs, tenant) { Target = path };
        }

        if (id is not null)
        {
            past[id] = change!(past.TryGetValue(id, out var before) ? before : null);
        }
    }
}
