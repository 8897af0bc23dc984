using SsprModule.Engine.Policy;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>What is known of the policy while a run reads the report: which methods count, and how many it takes.</summary>
internal sealed class RegistrationContext : IRegistrationContext
{
    // Administrators follow a fixed policy: two of e-mail, authenticator app and phone (Self-service password reset policies, Microsoft Learn).
    private const int AdminsRequire = 2;

    // The alternate phone and passwordless sign-in do not count for reset.
    private static readonly HashSet<string> CountForAdmins = new(StringComparer.Ordinal)
    {
        "email", "mobilePhone", "officePhone", "microsoftAuthenticatorPush", "softwareOneTimePasscode", "hardwareOneTimePasscode",
    };

    private readonly UsableMethods? usable;
    private readonly HashSet<string> words;
    private readonly int? required;

    /// <param name="readAt">When the report is read.</param>
    /// <param name="usable">What users can reset with; null when that is not known.</param>
    /// <param name="required">How many methods a reset takes; null when that is not known.</param>
    public RegistrationContext(DateTimeOffset readAt, UsableMethods? usable, int? required)
    {
        ReadAt = readAt;
        this.usable = usable is { IsComplete: true } ? usable : null;
        this.required = required;
        words = new HashSet<string>(this.usable?.Words ?? new ValueList<string>([]), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public DateTimeOffset ReadAt { get; }

    /// <inheritdoc/>
    public ValueList<string>? MethodsForSspr(SsprRegistration row) =>
        row.IsAdmin == true ? Of(row, CountForAdmins) : usable is null ? null : Of(row, words);

    /// <inheritdoc/>
    public int? MethodsNeeded(SsprRegistration row)
    {
        if (row.IsSsprRegistered == true)
        {
            return 0;
        }

        // The report is hours old: where it says "not enough" and the present policy "enough", neither is known to be right.
        var missing = row.IsAdmin == true ? AdminsRequire - Kinds(row) : required - usable?.CountOf(row.Methods);
        return missing > 0 ? missing : null;
    }

    private static ValueList<string> Of(SsprRegistration row, HashSet<string> words) => new([.. row.Methods.Where(words.Contains)]);

    private static int Kinds(SsprRegistration row) => row.Methods.Where(CountForAdmins.Contains).Select(KindOf).Distinct().Count();

    private static string KindOf(string method) =>
        method == "email" ? "email" : method.EndsWith("Phone", StringComparison.Ordinal) ? "phone" : "app";
}
