using System.Text.Json;

namespace SsprModule.Sandbox.OData;

/// <summary>Makes fields of the common types; names are encoded once.</summary>
internal static class Fields
{
    private static readonly object True = true;
    private static readonly object False = false;

    public static Field<T> Bool<T>(string name, Func<T, bool> get, Can can = Can.Nothing, bool isDefault = true)
    {
        var encoded = JsonEncodedText.Encode(name);
        return new Field<T>(name, (writer, item) => writer.WriteBoolean(encoded, get(item)), item => get(item) ? True : False, can) { IsDefault = isDefault, Literal = typeof(bool) };
    }

    /// <summary>A bool that is true or null, as <c>onPremisesSyncEnabled</c>.</summary>
    public static Field<T> MaybeBool<T>(string name, Func<T, bool?> get, Can can = Can.Nothing, bool isDefault = true)
    {
        var encoded = JsonEncodedText.Encode(name);
        return new Field<T>(
            name,
            (writer, item) =>
            {
                if (get(item) is { } value)
                {
                    writer.WriteBoolean(encoded, value);
                }
                else
                {
                    writer.WriteNull(encoded);
                }
            },
            item => get(item),
            can)
        { IsDefault = isDefault, Literal = typeof(bool) };
    }

    public static Field<T> Text<T>(string name, Func<T, string?> get, Can can = Can.Nothing, bool isDefault = true)
    {
        var encoded = JsonEncodedText.Encode(name);
        return new Field<T>(name, (writer, item) => writer.WriteString(encoded, get(item)), get, can) { IsDefault = isDefault, Literal = typeof(string) };
    }

    public static Field<T> Id<T>(string name, Func<T, Guid> get, Can can = Can.Nothing, bool isDefault = true)
    {
        var encoded = JsonEncodedText.Encode(name);
        return new Field<T>(name, (writer, item) => writer.WriteString(encoded, get(item)), item => get(item).ToString(), can) { IsDefault = isDefault, Literal = typeof(string) };
    }

    public static Field<T> Time<T>(string name, Func<T, DateTimeOffset?> get, Can can = Can.Nothing, bool isDefault = true)
    {
        var encoded = JsonEncodedText.Encode(name);
        return new Field<T>(
            name,
            (writer, item) =>
            {
                if (get(item) is { } time)
                {
                    writer.WriteString(encoded, time.UtcDateTime);
                }
                else
                {
                    writer.WriteNull(encoded);
                }
            },
            item => get(item),
            can)
        { IsDefault = isDefault, Literal = typeof(DateTimeOffset) };
    }

    public static Field<T> Texts<T>(string name, Func<T, IEnumerable<string>> get, Can can = Can.Nothing, bool isDefault = true)
    {
        var encoded = JsonEncodedText.Encode(name);
        return new Field<T>(
            name,
            (writer, item) =>
            {
                writer.WriteStartArray(encoded);
                foreach (var value in get(item))
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            },
            item => get(item),
            can)
        { IsDefault = isDefault, Literal = typeof(string) };
    }
}
