using System.Text.Json;

namespace SsprModule.Engine.Registration.Measuring;

/// <summary>
/// One line of a snapshot file: figures, and for each counted user six bytes of which the last bit says whether the user was able
/// to reset and the others come from a salted hash of the object id. That is enough to tell who changed when the ids are at hand,
/// and names nobody by itself; it is personal data all the same.
/// </summary>
internal sealed class Snapshot
{
    private const int Width = 6;

    public DateTimeOffset TakenAt { get; init; }

    public string Salt { get; init; } = "";

    public long Users { get; init; }

    public long Enabled { get; init; }

    public long Capable { get; init; }

    /// <summary>The marks of the users, sorted; the last bit is capability.</summary>
    public ulong[] People { get; init; } = [];

    /// <summary>The line, without its end.</summary>
    public byte[] ToLine()
    {
        var people = new byte[People.Length * Width];
        for (var i = 0; i < People.Length; i++)
        {
            for (var b = 0; b < Width; b++)
            {
                people[(i * Width) + b] = (byte)(People[i] >> (8 * (Width - 1 - b)));
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(new Content(1, TakenAt, Salt, Users, Enabled, Capable, people));
    }

    /// <summary>Reads a line; null when it is not whole or not of this form.</summary>
    public static Snapshot? Parse(string line)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(line);
            if (content is not { Version: 1, Salt: { Length: > 0 } salt, People: { } bytes } || bytes.Length % Width != 0 || bytes.Length / Width != content.Users)
            {
                return null;
            }

            var people = new ulong[bytes.Length / Width];
            for (var i = 0; i < bytes.Length; i++)
            {
                people[i / Width] = (people[i / Width] << 8) | bytes[i];
            }

            return new Snapshot { TakenAt = content.TakenAt, Salt = salt, Users = content.Users, Enabled = content.Enabled, Capable = content.Capable, People = people };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Content(int Version, DateTimeOffset TakenAt, string Salt, long Users, long Enabled, long Capable, byte[] People);
}
