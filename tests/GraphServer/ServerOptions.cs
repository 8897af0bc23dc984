using System.Globalization;
using SsprModule.Sandbox;

namespace GraphServer;

/// <summary>A command line that cannot be understood; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line.</summary>
internal sealed class ServerOptions
{
    public const string Usage = """
        Usage: dotnet run --project tests/GraphServer -- [options]
          --port N            loopback port, 0 = a free one (default 0)
          --users N           number of users, 1 to 1000000 (default 250)
          --seed N            which tenant (default 1)
          --token TEXT        the bearer token that is accepted by Graph and portal (default "test")
          --sign-in KIND      Delegated (default) or Application
          --user UPN          the signed-in user (default admin@contoso.com)
          --grant NAMES       permissions, comma separated or repeated (default: all)
          --role NAMES        Entra roles of the caller, comma separated or repeated
          --fault NAMES       faults, comma separated or repeated; NAME=N strikes each n-th fitting call
          --fault-every N     every counted fault strikes each n-th fitting call
          --latency MS        wait before each answer
          --report-latency S  seconds until changes show in the report (default 3600)
          --log FILE          request log, JSON Lines
          --calls FILE        log of the calls that were carried out, those of a batch one by one, JSON Lines
          --no-quota          no throttling at the published quotas
        """;

    public int Port { get; private set; }

    public string Token { get; private set; } = "test";

    public TimeSpan Latency { get; private set; }

    public string? LogFile { get; private set; }

    public string? CallsFile { get; private set; }

    public SandboxOptions Tenant { get; private set; } = new();

    public SandboxSignIn SignIn { get; private set; } = new();

    /// <exception cref="UsageException">An option is unknown, lacks its value, or has a wrong one.</exception>
    public static ServerOptions Parse(string[] args)
    {
        var values = Read(args);
        var options = new ServerOptions
        {
            Port = Number(values, "--port", 0, 0, 65535),
            Token = Text(values, "--token") ?? "test",
            Latency = TimeSpan.FromMilliseconds(Number(values, "--latency", 0, 0, 600_000)),
            LogFile = Text(values, "--log"),
            CallsFile = Text(values, "--calls"),
        };
        options.Tenant = new SandboxOptions
        {
            UserCount = Number(values, "--users", 250, 1, 1_000_000),
            Seed = Number(values, "--seed", 1, int.MinValue, int.MaxValue),
            Quotas = !values.ContainsKey("--no-quota"),
            Faults = [.. List(values, "--fault").Select(f => Named<SandboxFault>(f.Split('=')[0]))],
            FaultRhythms = List(values, "--fault").Where(f => f.Contains('=')).ToDictionary(f => Named<SandboxFault>(f.Split('=')[0]), Rhythm),
            FaultEvery = values.ContainsKey("--fault-every") ? Number(values, "--fault-every", 1, 1, int.MaxValue) : null,
            ReportLatency = TimeSpan.FromSeconds(Number(values, "--report-latency", 3600, 0, 86_400)),
        };
        options.SignIn = new SandboxSignIn
        {
            Kind = Text(values, "--sign-in") is { } kind ? Named<SandboxSignInKind>(kind) : SandboxSignInKind.Delegated,
            User = Text(values, "--user"),
            Permissions = values.ContainsKey("--grant") ? List(values, "--grant") : null,
            Roles = values.ContainsKey("--role") ? List(values, "--role") : null,
        };
        return options;
    }

    private static Dictionary<string, List<string>> Read(string[] args)
    {
        string[] known = ["--port", "--users", "--seed", "--token", "--sign-in", "--user", "--grant", "--role", "--fault", "--fault-every", "--latency", "--report-latency", "--log", "--calls"];
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--no-quota")
            {
                values[args[i]] = [];
                continue;
            }

            if (!known.Contains(args[i]))
            {
                throw new UsageException($"Unknown option '{args[i]}'.");
            }

            if (i + 1 == args.Length)
            {
                throw new UsageException($"The option '{args[i]}' needs a value.");
            }

            var name = args[i++];
            values.TryAdd(name, []);
            values[name].Add(args[i]);
        }

        return values;
    }

    private static string? Text(Dictionary<string, List<string>> values, string name)
        => values.TryGetValue(name, out var given) ? given[^1] : null;

    private static List<string> List(Dictionary<string, List<string>> values, string name)
        => values.TryGetValue(name, out var given)
            ? [.. given.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : [];

    private static int Number(Dictionary<string, List<string>> values, string name, int fallback, int least, int most)
    {
        if (Text(values, name) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"The value '{text}' of {name} must be a whole number from {least} to {most}.");
    }

    private static int Rhythm(string fault) =>
        int.TryParse(fault[(fault.IndexOf('=') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 0
            ? every
            : throw new UsageException($"'{fault}' needs a whole number from 1 after the equals sign.");

    private static TEnum Named<TEnum>(string name)
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(name[0])
            ? value
            : throw new UsageException($"'{name}' is none of: {string.Join(", ", Enum.GetNames<TEnum>())}.");
}
