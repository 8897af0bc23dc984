using System.Net;
using GraphServer;
using SsprModule.Sandbox;

ServerOptions options;
SandboxTenant tenant;
try
{
    options = ServerOptions.Parse(args);
    tenant = new SandboxTenant(options.Tenant, TimeProvider.System);
    tenant.AcceptToken(options.Token, options.SignIn);
}
catch (Exception error) when (error is UsageException or ArgumentException)
{
    await Console.Error.WriteLineAsync(error.Message + Environment.NewLine + Environment.NewLine + ServerOptions.Usage);
    return 2;
}

using var log = new RequestLog(options.LogFile);
using var calls = new CallLog(options.CallsFile, tenant);
using var bridge = new Bridge(tenant, options, log);
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, options.Port);
});
await using var app = builder.Build();
app.Run(bridge.HandleAsync);
try
{
    await app.StartAsync();
}
catch (IOException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}

Console.WriteLine("Listening on " + app.Urls.First());
await app.WaitForShutdownAsync();
return 0;
