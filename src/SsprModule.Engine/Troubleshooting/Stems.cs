using System.Globalization;
using System.Text;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>Words made alike, so that plural, accents and case do not matter, in English and in Dutch.</summary>
internal static class Stems
{
    // Words that every question has. What is left of a question without them is what it is about.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "are", "as", "at", "be", "by", "can", "cant", "do", "does", "for", "from", "he", "her", "his", "how", "i", "in", "is", "it", "my",
        "not", "of", "on", "or", "our", "she", "the", "their", "they", "this", "to", "we", "what", "when", "where", "which", "who", "why", "will", "with", "you", "your",
        "aan", "al", "bij", "dat", "de", "die", "dit", "een", "en", "er", "gaat", "geen", "haar", "heb", "heeft", "het", "hoe", "hun", "ik", "is", "kan", "kunnen", "maar",
        "mag", "me", "met", "mijn", "na", "naar", "niet", "of", "om", "onze", "op", "te", "tot", "u", "uit", "uw", "van", "voor", "waar", "waarom", "wanneer", "wat", "we",
        "welke", "wie", "word", "worden", "wordt", "zijn",
    };

    /// <summary>The words of a text, in lower case and without accents.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
            else if (letter is not ('\'' or '\u2019') && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>The stems of what somebody asks for; without the common words unless there are no others.</summary>
    public static IReadOnlyList<string> Wanted(string text)
    {
        var all = Words(text).ToList();
        var telling = all.Where(w => !Common.Contains(w)).ToList();
        return [.. (telling.Count > 0 ? telling : all).Select(Of).Distinct()];
    }

    /// <summary>"passwords" and "password", "vragen" and "vraag", "methoden" and "method" become one.</summary>
    public static string Of(string word)
    {
        if (word.Length < 4 || word.Any(char.IsDigit))
        {
            return word;
        }

        var stem = Without(Without(Without(word, "s"), "en"), "e");
        return string.Concat(stem.Where((letter, i) => i == 0 || letter != stem[i - 1]));
    }

    /// <summary>How many letters must change to make one word of the other (Levenshtein).</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], left);
            }
        }

        return row[other.Length];
    }

    private static string Without(string word, string ending) =>
        word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal) ? word.Substring(0, word.Length - ending.Length) : word;
}
