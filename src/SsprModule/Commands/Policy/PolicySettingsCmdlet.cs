using System.ComponentModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Commands.Policy;

/// <summary>
/// A cmdlet that takes wished values of the policy: from parameters, from an object or from a file. A parameter that was not
/// given asks for nothing, and one that was given takes precedence over the object or the file.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class PolicySettingsCmdlet : ConnectedCmdlet
{
    private string? path;

    /// <summary>An object with the wished values.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public SsprPolicySettings? InputObject { get; set; }

    /// <summary>A file with the wished values: a policy file or a rollback file.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="SsprException">The parameters contradict each other, ask for nothing, or the file can't be read.</exception>
    private protected async Task<SsprPolicySettings> WishAsync(CancellationToken cancellationToken)
    {
        if (InputObject is not null && path is not null)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, "-InputObject, -Path");
        }

        var bound = BoundSettings();
        var whole = path is null ? InputObject : await Session.Policy.ReadFileAsync(path, cancellationToken).ConfigureAwait(false);
        var wish = whole is null ? bound : whole.With(bound);
        return wish.IsEmpty ? throw new SsprException(SsprErrorId.NothingToSet) : wish;
    }

    private SsprPolicySettings BoundSettings()
    {
        if (IsBound(nameof(Group)) && IsBound(nameof(UserScope)) && UserScope != SsprUserScope.Selected)
        {
            throw new SsprException(SsprErrorId.GroupNotAllowed, UserScope);
        }

        return new SsprPolicySettings
        {
            UserScope = IfBound(UserScope),
            ScopeGroup = Group,
            AdminSspr = IfBound(AdminSspr),
            MethodsRequired = IfBound(MethodsRequired),
            SecurityQuestions = IfBound(SecurityQuestions),
            QuestionsToRegister = IfBound(QuestionsToRegister),
            QuestionsToReset = IfBound(QuestionsToReset),
            RegistrationRequiredAtSignIn = IfBound(RegistrationRequiredAtSignIn),
            ReconfirmDays = IfBound(ReconfirmDays),
            SkipRegistrationAllowed = IfBound(SkipRegistrationAllowed),
            SkipRegistrationDays = IfBound(SkipRegistrationDays),
            NotifyUsers = IfBound(NotifyUsers),
            NotifyAdmins = IfBound(NotifyAdmins),
            // PowerShell turns $null into an empty text, so only being bound tells a wish from none.
            HelpdeskLink = IsBound(nameof(HelpdeskLink)) ? HelpdeskLink ?? "" : null,
            Writeback = IfBound(Writeback),
            UnlockWithoutReset = IfBound(UnlockWithoutReset),
            WritebackEnabledForTenant = IfBound(WritebackEnabledForTenant),
            WritebackThroughCloudSync = IfBound(WritebackThroughCloudSync),
            LegacyMethods = BoundLegacyMethods(),
            Methods = BoundMethods(),
            MigrationState = IfBound(MigrationState),
            LockoutThreshold = IfBound(LockoutThreshold),
            LockoutSeconds = IfBound(LockoutSeconds),
            BannedPasswordCheck = IfBound(BannedPasswordCheck),
            BannedPasswords = BannedPasswords,
            BannedPasswordCheckOnPremises = IfBound(BannedPasswordCheckOnPremises),
            BannedPasswordModeOnPremises = IfBound(BannedPasswordModeOnPremises),
            PasswordExpiry = PasswordExpiry,
        };
    }

    private SsprLegacyMethods? BoundLegacyMethods()
    {
        var legacy = new SsprLegacyMethods
        {
            Email = IfBound(LegacyEmail),
            MobilePhone = IfBound(LegacyMobilePhone),
            OfficePhone = IfBound(LegacyOfficePhone),
            AppNotification = IfBound(LegacyAppNotification),
            AppCode = IfBound(LegacyAppCode),
        };
        return legacy == new SsprLegacyMethods() ? null : legacy;
    }

    private Dictionary<string, bool>? BoundMethods()
    {
        if (EnableMethod is null && DisableMethod is null)
        {
            return null;
        }

        var both = (EnableMethod ?? []).Intersect(DisableMethod ?? [], StringComparer.OrdinalIgnoreCase).ToList();
        if (both.Count > 0)
        {
            throw new SsprException(SsprErrorId.ParametersConflict, string.Join(", ", both.Select(m => $"-EnableMethod {m}, -DisableMethod {m}")));
        }

        var methods = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in (EnableMethod ?? []).Concat(DisableMethod ?? []))
        {
            methods[method] = EnableMethod?.Contains(method) == true;
        }

        return methods;
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private T? IfBound<T>(T value, [CallerArgumentExpression(nameof(value))] string parameter = "")
        where T : struct => IsBound(parameter) ? value : null;
}
