using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Password;

/// <summary>Reads the results and passwords that Reset-UserPassword -OutFile wrote.</summary>
[Cmdlet(VerbsSecurity.Unprotect, "SsprResult", DefaultParameterSetName = Store)]
[OutputType(typeof(SsprPasswordResetResult))]
public sealed class UnprotectSsprResultCommand : AsyncCmdlet
{
    private const string Store = "Store";
    private const string PasswordSet = "Password";
    private const string CertificateSet = "Certificate";
    private const string PathSet = "CertificatePath";

    private readonly List<string> paths = [];
    private string? certificatePath;

    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The password of the file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PasswordSet)]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>The certificate with its private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The thumbprint of the certificate in the store of the user or the machine; by default the one that the file names.</summary>
    [Parameter(ParameterSetName = Store)]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>A PFX or PEM file with certificate and private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Also returns the passwords as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void Prepare() =>
        certificatePath = CertificatePath is null ? null : GetUnresolvedProviderPathFromPSPath(CertificatePath);

    /// <inheritdoc/>
    protected override void PrepareRecord()
    {
        paths.Clear();
        paths.AddRange(Path.Select(GetUnresolvedProviderPathFromPSPath));
    }

    /// <inheritdoc/>
    private protected override Task BeginAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (AsPlainText)
        {
            output.Warning(SsprWarning.PlainText);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override async Task ProcessAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            try
            {
                var sink = new PipelineSink<SsprPasswordResetResult>(output);
                if (await EngineBridge.Engine.ReadResultFileAsync(Request(path), sink, cancellationToken).ConfigureAwait(false) is { } fault)
                {
                    await output.WriteErrorAsync(ErrorRecords.From(fault)).ConfigureAwait(false);
                }
            }
            catch (SsprException e) when (e.Id is SsprErrorId.ResultFileInvalid or SsprErrorId.ResultFileKeyWrong)
            {
                await output.WriteErrorAsync(ErrorRecords.From(e)).ConfigureAwait(false);
            }
        }
    }

    private ResultFileRequest Request(string path) => new()
    {
        Path = path,
        Password = Password,
        Certificate = Certificate,
        CertificateThumbprint = CertificateThumbprint,
        CertificatePath = certificatePath,
        CertificatePassword = CertificatePassword,
        AsPlainText = AsPlainText,
    };
}
