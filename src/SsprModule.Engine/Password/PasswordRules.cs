using System.Security;
using SsprModule.Engine.Connection;
using SsprModule.Text;

namespace SsprModule.Engine.Password;

/// <summary>
/// The rules that are known before anything is sent: length and characters (Password policies, Microsoft Learn), the
/// user's names and the tenant's banned terms (Microsoft Entra Password Protection, Microsoft Learn). What Microsoft keeps
/// to itself, such as the global list, is left to the service.
/// </summary>
internal sealed class PasswordRules
{
    private const int Shortest = 8;
    private const int Longest = 256;

    /// <summary>Names and terms count from this length on.</summary>
    private const int ShortestTerm = 4;

    /// <summary>Points that a password needs: one for each banned term in it, one for each other character.</summary>
    private const int NeededPoints = 5;

    /// <param name="bannedTerms">The tenant's own list.</param>
    public PasswordRules(IEnumerable<string> bannedTerms) =>
        BannedTerms = [.. bannedTerms.Select(Normalise).Where(term => term.Length >= ShortestTerm).Distinct()];

    /// <summary>The banned terms as they are compared.</summary>
    public IReadOnlyList<string> BannedTerms { get; }

    /// <summary>What is wrong with a password whoever it is for, or null.</summary>
    public static Reason? Refuse(SecureString password) =>
        password.Length < Shortest ? new Reason("PasswordTooShort", Shortest)
        : password.Length > Longest ? new Reason("PasswordTooLong", Longest)
        : SecureStringReader.UseCharacters(password, characters => Array.Exists(characters, c => c is < ' ' or > '~')) ? new Reason("PasswordCharacters")
        : null;

    /// <summary>What is wrong with a password for a user with these names, or null. The texts repeat nothing of the password but a name or a listed term.</summary>
    public Reason? Refuse(SecureString password, IReadOnlyList<string> names) => WithNormal(password, normal =>
        Array.Find([.. Parts(names)], name => Holds(normal, name)) is { } found ? new Reason("PasswordName", found)
        : Points(normal) < NeededPoints ? new Reason("PasswordBanned")
        : null);

    /// <summary>True when no name and no banned term is in the password at all: the measure for one that is generated.</summary>
    public bool IsClean(SecureString password, IReadOnlyList<string> names) =>
        WithNormal(password, normal => !Parts(names).Concat(BannedTerms).Any(term => Holds(normal, term)));

    private static T WithNormal<T>(SecureString password, Func<char[], T> use) => SecureStringReader.UseCharacters(password, characters =>
    {
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = Normalise(characters[i]);
        }

        return use(characters);
    });

    private int Points(char[] normal)
    {
        var points = 0;
        var length = normal.Length;
        foreach (var term in BannedTerms)
        {
            for (var at = Find(normal, length, term); at >= 0; at = Find(normal, length, term))
            {
                Array.Copy(normal, at + term.Length, normal, at, length - at - term.Length);
                length -= term.Length;
                points++;
            }
        }

        return points == 0 ? NeededPoints : points + length;
    }

    private static int Find(char[] normal, int length, string term) => normal.AsSpan(0, length).IndexOf(term.AsSpan());

    private static bool Holds(char[] normal, string term) => Find(normal, normal.Length, term) >= 0;

    // "Anna de Vries", "o'brien": the parts of a name are what people put into passwords.
    private static IEnumerable<string> Parts(IReadOnlyList<string> names) => names
        .SelectMany(name => name.Split([' ', '.', '-', '_', '\'', '@', '#', ','], StringSplitOptions.RemoveEmptyEntries).Append(name))
        .Select(Normalise)
        .Where(part => part.Length >= ShortestTerm)
        .Distinct();

    private static string Normalise(string text) => new([.. text.Trim().Select(Normalise)]);

    // The substitutions that Microsoft documents.
    private static char Normalise(char c) => char.ToLowerInvariant(c) switch
    {
        '0' => 'o',
        '1' => 'l',
        '$' => 's',
        '@' => 'a',
        var other => other,
    };
}
