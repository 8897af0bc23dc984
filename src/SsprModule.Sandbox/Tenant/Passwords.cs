using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SsprModule.Sandbox.Http;

namespace SsprModule.Sandbox.Tenant;

/// <summary>The password rules (Learn: "Password policies and account restrictions") and system-made passwords.</summary>
internal static class Passwords
{
    private const string Vowels = "aeiou";
    private const string Consonants = "bcdfghjklmnpqrstvwxyz";

    // A few of the global banned list; the real one is secret.
    private static readonly string[] Banned = ["password", "welcome", "welkom", "contoso", "qwerty", "letmein"];

    /// <summary>Throws the 400 that Graph gives when the password breaks a rule.</summary>
    public static void Check(string password, TenantState tenant, UserState user)
    {
        var weakAllowed = user.PasswordPolicies?.Contains("DisableStrongPassword", StringComparison.OrdinalIgnoreCase) == true;
        if (password.Length is < 8 or > 256 || password.Any(letter => letter is < ' ' or > '~') || (!weakAllowed && Classes(password) < 3))
        {
            throw GraphErrors.PasswordTooSimple();
        }

        if (IsBanned(password, tenant))
        {
            throw GraphErrors.BadRequest("The specified password is too weak or too common. Please provide a different password.");
        }
    }

    /// <summary>A password like those that Entra makes: capital, letters, digits.</summary>
    public static string Generate()
    {
        var bytes = new byte[8];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        var text = new StringBuilder();
        for (var i = 0; i < 4; i++)
        {
            var letters = i % 2 == 0 ? Consonants : Vowels;
            text.Append(letters[bytes[i] % letters.Length]);
        }

        text[0] = char.ToUpperInvariant(text[0]);
        for (var i = 4; i < 8; i++)
        {
            text.Append((char)('0' + (bytes[i] % 10)));
        }

        return text.ToString();
    }

    public static string HashOf(string password)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(password)));
    }

    private static int Classes(string password)
        => (password.Any(letter => letter is >= 'a' and <= 'z') ? 1 : 0)
            + (password.Any(letter => letter is >= 'A' and <= 'Z') ? 1 : 0)
            + (password.Any(letter => letter is >= '0' and <= '9') ? 1 : 0)
            + (password.Any(letter => !char.IsLetterOrDigit(letter)) ? 1 : 0);

    // Normalised as documented for password protection: lower case and common substitutions; a banned word counts one point,
    // each other character one, and five points pass.
    private static bool IsBanned(string password, TenantState tenant)
    {
        var plain = password.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace('$', 's').Replace('@', 'a');
        var words = Banned.Concat(CustomBanned(tenant));
        var points = 0;
        foreach (var word in words)
        {
            for (var at = plain.IndexOf(word, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(word, StringComparison.Ordinal))
            {
                plain = plain.Remove(at, word.Length);
                points++;
            }
        }

        return points > 0 && points + plain.Length < 5;
    }

    private static IEnumerable<string> CustomBanned(TenantState tenant)
    {
        var settings = tenant.Policies.Settings.Find(setting => (string?)setting["templateId"] == PolicySeeds.PasswordTemplate);
        if (settings is null || !tenant.IsPremium || !string.Equals(Value(settings, "EnableBannedPasswordCheck"), "True", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        return (Value(settings, "BannedPasswordList") ?? string.Empty).ToLowerInvariant()
            .Split(['\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= 4);
    }

    private static string? Value(JsonObject settings, string name)
        => (string?)settings["values"]!.AsArray().FirstOrDefault(pair => (string?)pair!["name"] == name)?["value"];
}
