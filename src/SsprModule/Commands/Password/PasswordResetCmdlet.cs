using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Commands.Password;

/// <summary>How resets are to be done: the password, the options, the guards and the result file.</summary>
public abstract class PasswordResetCmdlet : ConnectedCmdlet
{
    private string? outFile;
    private string? certificatePath;
    private bool skipsQuestion;

    /// <summary>The password to set; without it, one is generated for each user and returned in NewPassword.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? NewPassword { get; set; }

    /// <summary>The length of a generated password, 8 to 256 characters.</summary>
    [Parameter]
    [ValidateRange(8, 256)]
    public int Length { get; set; } = PasswordResetOptions.DefaultLength;

    /// <summary>Generates a passphrase of words in that language.</summary>
    [Parameter]
    public SsprPassphraseLanguage Passphrase { get; set; }

    /// <summary>The number of words of a passphrase.</summary>
    [Parameter]
    [ValidateRange(4, 12)]
    public int WordCount { get; set; } = PasswordResetOptions.DefaultWordCount;

    /// <summary>Whether the user must choose a new password at the next sign-in.</summary>
    [Parameter]
    public SwitchParameter ForceChangeAtNextSignIn { get; set; } = true;

    /// <summary>The user must prove who it is with another factor before that change.</summary>
    [Parameter]
    public SwitchParameter ForceChangeWithMfa { get; set; }

    /// <summary>Also ends the sessions of the user: a stolen refresh token stops working.</summary>
    [Parameter]
    public SwitchParameter RevokeSession { get; set; }

    /// <summary>Also resets holders of directory roles.</summary>
    [Parameter]
    public SwitchParameter AllowPrivileged { get; set; }

    /// <summary>Why the passwords are reset, for the journal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Also returns a generated password as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>A file for the results, with the passwords encrypted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The password that protects that file.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? OutFilePassword { get; set; }

    /// <summary>The certificate that protects that file.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The thumbprint of a certificate in the store of the user or the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>A CER, PEM or PFX file with the certificate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file.</summary>
    [Parameter]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Asks nothing, and puts a file aside that stands where -OutFile is to be written. No guard is skipped.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Seconds to follow a reset that the service has accepted, 1 to 3600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 300;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        outFile = Resolve(OutFile);
        certificatePath = Resolve(CertificatePath);
        skipsQuestion = Force && !IsOn("Confirm", "") && !IsOn("WhatIf", "WhatIfPreference");
        Check();
    }

    /// <summary>Asks before a reset, unless -Force says not to.</summary>
    private protected async Task<bool> ShouldResetAsync(PasswordResetPlan plan, CmdletOutput output) =>
        skipsQuestion || await output.ShouldProcessAsync(plan.UserPrincipalName, Texts.Format(RevokeSession ? "Confirm_ResetRevoke" : "Confirm_Reset", plan.Route)).ConfigureAwait(false);

    /// <summary>What the parameters ask for.</summary>
    private protected PasswordResetOptions Options() => new()
    {
        NewPassword = NewPassword,
        Length = Length,
        Passphrase = IsBound(nameof(Passphrase)) ? Passphrase : null,
        WordCount = WordCount,
        ForceChangeAtNextSignIn = ForceChangeAtNextSignIn,
        ForceChangeWithMfa = ForceChangeWithMfa,
        RevokeSession = RevokeSession,
        AllowPrivileged = AllowPrivileged,
        AsPlainText = AsPlainText,
        Reason = Reason,
        Timeout = TimeSpan.FromSeconds(Timeout),
        OutFile = outFile is null ? null : new ResultFileRequest
        {
            Path = outFile,
            Force = Force,
            Password = OutFilePassword,
            Certificate = Certificate,
            CertificateThumbprint = CertificateThumbprint,
            CertificatePath = certificatePath,
            CertificatePassword = CertificatePassword,
        },
    };

    private void Check()
    {
        Exclude(nameof(NewPassword), nameof(Passphrase));
        Exclude(nameof(NewPassword), nameof(Length));
        Exclude(nameof(Passphrase), nameof(Length));
        if (ForceChangeWithMfa && !ForceChangeAtNextSignIn)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-ForceChangeWithMfa, -ForceChangeAtNextSignIn:$false");
        }

        Require(nameof(WordCount), nameof(Passphrase));
        Require(nameof(CertificatePassword), nameof(CertificatePath));
        CheckProtection();
    }

    private void CheckProtection()
    {
        string[] protections = [nameof(OutFilePassword), nameof(Certificate), nameof(CertificateThumbprint), nameof(CertificatePath)];
        var given = protections.Where(IsBound).ToList();
        if (given.Count > 1)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, given.Select(p => "-" + p));
        }

        if (given.Count == 1)
        {
            Require(given[0], nameof(OutFile));
        }
        else if (IsBound(nameof(OutFile)))
        {
            throw new SsprException(SsprErrorId.ParameterRequired, "-OutFile", string.Join(" | ", protections.Select(p => "-" + p)));
        }
    }

    private void Require(string one, string other)
    {
        if (IsBound(one) && !IsBound(other))
        {
            throw new SsprException(SsprErrorId.ParameterRequired, "-" + one, "-" + other);
        }
    }

    private void Exclude(string one, string other)
    {
        if (IsBound(one) && IsBound(other))
        {
            throw new SsprException(SsprErrorId.ParametersConflict, $"-{one}, -{other}");
        }
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private bool IsOn(string parameter, string preference) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out var value)
            ? value is SwitchParameter { IsPresent: true }
            : preference.Length > 0 && LanguagePrimitives.IsTrue(GetVariableValue(preference));

    /// <summary>The full path of a file that need not exist.</summary>
    private protected string? Resolve(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
