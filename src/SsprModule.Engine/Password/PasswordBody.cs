using System.Net.Http.Headers;
using System.Security;
using System.Text.Json;
using SsprModule.Engine.Connection;

namespace SsprModule.Engine.Password;

/// <summary>A JSON body with a password in it, kept as bytes that are wiped when the call is over, as far as the JSON writer allows; never as a string.</summary>
internal sealed class PasswordBody : ByteArrayContent
{
    private readonly byte[] bytes;

    private PasswordBody(byte[] bytes)
        : base(bytes)
    {
        this.bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>The body of resetPassword.</summary>
    public static PasswordBody ForReset(SecureString password) => Create(password, static (json, value) => json.WriteString("newPassword", value));

    /// <summary>The body of PATCH user that sets a password and says whether it must be changed at the next sign-in.</summary>
    public static PasswordBody ForProfile(SecureString password, bool mustChange, bool withMfa) => Create(password, (json, value) =>
    {
        json.WriteStartObject("passwordProfile");
        json.WriteString("password", value);
        json.WriteBoolean("forceChangePasswordNextSignIn", mustChange);
        json.WriteBoolean("forceChangePasswordNextSignInWithMfa", withMfa);
        json.WriteEndObject();
    });

    /// <summary>Overwrites the password.</summary>
    public void Wipe() => Array.Clear(bytes, 0, bytes.Length);

    private static PasswordBody Create(SecureString password, Action<Utf8JsonWriter, char[]> write)
    {
        // Large enough never to grow: an outgrown buffer would not be wiped. An escaped character takes up to six bytes.
        using var stream = new MemoryStream((password.Length * 6) + 256);
        SecureStringReader.UseCharacters(password, value =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
            json.Flush();
            return true;
        });
        var body = new PasswordBody(stream.ToArray());
        Array.Clear(stream.GetBuffer(), 0, (int)stream.Length);
        return body;
    }
}
