using SsprModule.Models;

namespace SsprModule.Engine.Policy;

/// <summary>
/// The methods that users can really reset with, in the words of the registration report. Before the migration the legacy
/// toggles rule, during it either of both policies is enough, after it the authentication methods policy alone; security
/// questions stay in the legacy policy (How to manage authentication methods, Microsoft Learn). Administrators are apart:
/// their methods are fixed.
/// </summary>
internal sealed class UsableMethods
{
    // What a person registers once: an app counts as one method, whether it notifies or shows a code. The alternate mobile
    // phone and passwordless sign-in are no methods of SSPR (How it works: self-service password reset, Microsoft Learn).
    private static readonly Dictionary<string, string> Gates = new(StringComparer.Ordinal)
    {
        ["email"] = "email",
        ["mobilePhone"] = "mobilePhone",
        ["officePhone"] = "officePhone",
        ["microsoftAuthenticatorPush"] = "app",
        ["softwareOneTimePasscode"] = "app",
        ["hardwareOneTimePasscode"] = "app",
        ["securityQuestion"] = "securityQuestion",
    };

    private readonly HashSet<string> words;

    private UsableMethods(IEnumerable<string> words, bool isComplete)
    {
        this.words = new HashSet<string>(words, StringComparer.Ordinal);
        IsComplete = isComplete;
    }

    /// <summary>The words, sorted.</summary>
    public ValueList<string> Words => new([.. words.OrderBy(w => w, StringComparer.Ordinal)]);

    /// <summary>False when a part of the policy could not be read, so that there may be more.</summary>
    public bool IsComplete { get; }

    /// <summary>How many different methods a user can register at most.</summary>
    public int Most => CountOf(words);

    /// <summary>How many of those are neither text messages nor voice calls.</summary>
    public int MostBesidesPhone => CountOf(words.Where(w => !IsPhone(w)));

    /// <summary>True when the authenticator app is all there is, which the service does not take where one method is required.</summary>
    public bool IsAppAlone => Most == 1 && words.All(w => Gates[w] == "app");

    /// <summary>True when all there is are text messages and voice calls.</summary>
    public bool IsPhoneAlone => words.Count > 0 && words.All(IsPhone);

    /// <summary>How many methods a user has of those that can be used.</summary>
    /// <param name="registered">What the registration report names.</param>
    public int CountOf(IEnumerable<string> registered) =>
        registered.Where(words.Contains).Select(w => Gates[w]).Distinct(StringComparer.Ordinal).Count();

    /// <summary>What can be used under these rules; null when nothing is known that would tell.</summary>
    public static UsableMethods? Of(MethodRules rules)
    {
        var honoursModern = rules.MigrationState is SsprMigrationState.MigrationInProgress or SsprMigrationState.MigrationComplete;
        var honoursLegacy = rules.MigrationState is SsprMigrationState.PreMigration or SsprMigrationState.MigrationInProgress;
        if (rules.MigrationState is null || (honoursLegacy && !honoursModern && rules.Legacy is null))
        {
            return null;
        }

        var words = new List<string>();
        words.AddRange(honoursModern ? Modern(rules) : []);
        words.AddRange(honoursLegacy ? Legacy(rules) : []);
        if (rules.SecurityQuestions == true)
        {
            words.Add("securityQuestion");
        }

        return new UsableMethods(words, rules.SecurityQuestions is not null && (!honoursLegacy || rules.Legacy is not null));
    }

    private static IEnumerable<string> Modern(MethodRules rules)
    {
        var (sms, voice, app) = (rules.IsOn("Sms"), rules.IsOn("Voice"), rules.IsOn("MicrosoftAuthenticator"));
        return Chosen(
            ("email", rules.IsOn("Email")),
            ("mobilePhone", sms || voice),
            ("officePhone", voice && rules.OfficePhoneAllowed),
            ("microsoftAuthenticatorPush", app),
            ("softwareOneTimePasscode", rules.IsOn("SoftwareOath") || (app && rules.AppCodeAllowed)),
            ("hardwareOneTimePasscode", rules.IsOn("HardwareOath")));
    }

    // Where one method is enough, the legacy policy takes the app's code and not its notification.
    private static IEnumerable<string> Legacy(MethodRules rules)
    {
        var notification = rules.Legacy?.AppNotification == true && rules.MethodsRequired != 1;
        return Chosen(
            ("email", rules.Legacy?.Email == true),
            ("mobilePhone", rules.Legacy?.MobilePhone == true),
            ("officePhone", rules.Legacy?.OfficePhone == true),
            ("microsoftAuthenticatorPush", notification),
            ("softwareOneTimePasscode", rules.Legacy?.AppCode == true),
            ("hardwareOneTimePasscode", rules.Legacy?.AppCode == true));
    }

    private static bool IsPhone(string word) => Gates[word] is "mobilePhone" or "officePhone";

    private static IEnumerable<string> Chosen(params (string Word, bool IsOn)[] methods) => methods.Where(m => m.IsOn).Select(m => m.Word);
}
