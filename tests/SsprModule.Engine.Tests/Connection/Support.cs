using System.Security;
using System.Text;
using System.Text.Json;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using Xunit;

namespace SsprModule.Engine.Tests.Connection;

/// <summary>Tests that set environment variables or look at the machine's stores run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "Process-wide state";
}

internal sealed class FakeClock : TimeProvider
{
    /// <summary>Long before any real time, so that a token which is made by the real clock has not expired.</summary>
    public DateTimeOffset Now { get; set; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

internal sealed class FakeLog : IEngineLog
{
    public List<string> Prompts { get; } = [];

    public void Verbose(string message)
    {
    }

    public void Warning(SsprWarning warning, params object?[] arguments)
    {
    }

    public void Prompt(string message) => Prompts.Add(message);

    public void Progress(EngineProgress progress)
    {
    }
}

internal sealed class FakeTokenSource(object claims) : ITokenSource
{
    public TokenClaims? Last { get; } = TokenClaims.Read(Jwt.Of(claims));

    public DateTimeOffset? ExpiresOn => Last!.ExpiresOn;

    public Task<string> GetTokenAsync(string? claims, CancellationToken cancellationToken) => Task.FromResult("token");
}

internal static class Jwt
{
    public static string Of(object claims) => string.Join('.', Part(new { alg = "none", typ = "JWT" }), Part(claims), "c2lnbmF0dXJl");

    public static string OfText(string payload) => string.Join('.', Part(new { alg = "none" }), Encode(Encoding.UTF8.GetBytes(payload)), "c2ln");

    public static string Part(object value) => Encode(JsonSerializer.SerializeToUtf8Bytes(value));

    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

internal static class SecureStrings
{
    public static SecureString Secure(this string plain)
    {
        var secure = new SecureString();
        foreach (var character in plain)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sspr-signin-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
