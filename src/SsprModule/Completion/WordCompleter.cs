using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SsprModule.Completion;

/// <summary>Completes from a fixed list of words; never calls a service.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <summary>The words to offer.</summary>
    protected abstract IEnumerable<string> Words { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? "").Trim('\'', '"');
        return Words
            .Where(w => w.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(w => new CompletionResult(w.Contains(' ') ? $"'{w}'" : w, w, CompletionResultType.ParameterValue, w));
    }
}

/// <summary>The permissions that this module's cmdlets declare.</summary>
public sealed class PermissionCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words => Permissions.All();
}

/// <summary>Directory roles that matter to SSPR (Privileged roles and permissions, Microsoft Learn).</summary>
public sealed class RoleCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words =>
    [
        "Authentication Administrator", "Authentication Policy Administrator", "Global Administrator", "Global Reader",
        "Helpdesk Administrator", "Password Administrator", "Privileged Authentication Administrator", "Privileged Role Administrator",
        "Reports Reader", "Security Administrator", "Security Reader", "User Administrator",
    ];
}

/// <summary>The faults that the embedded tenant can show.</summary>
public sealed class FaultCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words =>
    [
        "DropMidPage", "Dropped", "ExpiredToken", "ForeignNextLink", "GatewayTimeout", "HtmlFromProxy", "PageLoop", "PortalDown",
        "PortalEdited", "PortalOverwritten", "PortalScopeEdited", "PortalShapeChanged", "ResetNeverEnds", "SlowPages", "Throttled", "TruncatedJson", "Unavailable",
        "Unlicensed", "WritebackDown",
    ];
}

/// <summary>The methods that count for SSPR, in the words of the registration report (List userRegistrationDetails, Microsoft Learn).</summary>
public sealed class MethodCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words =>
    [
        "alternateMobilePhone", "email", "hardwareOneTimePasscode", "microsoftAuthenticatorPasswordless", "microsoftAuthenticatorPush",
        "mobilePhone", "officePhone", "securityQuestion", "softwareOneTimePasscode",
    ];
}

/// <summary>The activities of the audit log that have to do with SSPR, in its own words; a test compares them with the knowledge base.</summary>
public sealed class ActivityCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words =>
    [
        "Admin deleted security info",
        "Admin registered security info",
        "Admin started password reset",
        "Admin updated security info",
        "Authentication Methods Policy Reset",
        "Authentication Methods Policy Update",
        "Blocked from self-service password reset",
        "Change password (self-service)",
        "Change user password",
        "Disable password writeback for directory",
        "Enable password writeback for directory",
        "Reset password (by admin)",
        "Reset password (self-service)",
        "Reset user password",
        "Security info saved for self-service password reset",
        "Self-service password reset flow activity progress",
        "Self-service password reset policy changes",
        "Unlock user account (self-service)",
        "Update StsRefreshTokenValidFrom Timestamp",
        "Update authorization policy",
        "User canceled security info registration",
        "User changed default security info",
        "User deleted security info",
        "User registered all required security info",
        "User registered for self-service password reset",
        "User registered security info",
        "User reviewed security info",
        "User started password change",
        "User started password reset",
        "User started security info registration",
        "User updated security info",
    ];
}
