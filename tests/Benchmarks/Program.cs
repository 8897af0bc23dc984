using Benchmarks;
using Benchmarks.Readers;

const string usage = """
    dotnet run --project tests/Benchmarks -c Release -- import|registration|sandbox|waiting|reset|impact|all [--users N] [--rounds N]
      import        Import-Module of out/SsprModule against an empty binary module
      registration  Get-SsprRegistration over loopback HTTP against a bare reader and against the Graph SDK's models
      waiting       the same with 300 ms a page: which part of the time is waiting for the server
      reset         Reset-UserPassword over many users, against a slow server and against one that fails
      sandbox       Connect-Sspr -Sandbox and Get-SsprRegistration in one process
      impact        Measure-SsprPolicyImpact over tenants of a hundredth, a tenth and all of the users
      --users N     the large tenant, 1 to 1000000 (default 1000000); the small one is a tenth of it
      --rounds N    how often each candidate is measured, in turn (default: 9 for import, 3 for the others)
    """;

switch (args)
{
    // What the program starts itself as, so that each reader has a process of its own.
    case ["read-bare", var address]:
        await Measured.RunAsync(() => BareReader.ReadAsync(address));
        return 0;

    case ["read-sdk", var address]:
        await Measured.RunAsync(() => SdkReader.ReadAsync(address));
        return 0;

    case [var name, .. var rest] when Options.TryParse(rest, out var options) && name is "import" or "registration" or "sandbox" or "waiting" or "impact" or "reset" or "all":
        Machine.Describe();
        if (name is "import" or "all")
        {
            await ImportBenchmark.RunAsync(options);
        }

        if (name is "registration" or "all")
        {
            await RegistrationBenchmark.RunAsync(options);
        }

        if (name is "waiting" or "all")
        {
            await WaitingBenchmark.RunAsync(options);
        }

        if (name is "sandbox" or "all")
        {
            await SandboxBenchmark.RunAsync(options);
        }

        if (name is "impact" or "all")
        {
            await ImpactBenchmark.RunAsync(options);
        }

        if (name is "reset" or "all")
        {
            await ResetBenchmark.RunAsync(options);
        }

        return 0;

    default:
        Console.Error.WriteLine(usage);
        return 2;
}
