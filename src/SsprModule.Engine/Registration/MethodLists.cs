using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>
/// The lists of methods of a run, each once: a tenant of a million users has some hundred different ones. A list is known by the
/// numbers of its words in their order; one with an unknown word, or more than fit, is made anew.
/// </summary>
internal sealed class MethodLists
{
    private const int BitsOfWord = 5;
    private const int MostWords = 12;

    private readonly Dictionary<ulong, ValueList<string>> known = [];
    private readonly List<string> words = [];
    private ulong key;
    private bool isKnown = true;

    /// <summary>Adds a word to the list that is being read.</summary>
    /// <param name="word">The word.</param>
    /// <param name="number">Its number, from 1; 0 for an unknown one.</param>
    public void Add(string word, int number)
    {
        words.Add(word);
        isKnown &= number > 0 && words.Count <= MostWords;
        key = (key << BitsOfWord) | (uint)number;
    }

    /// <summary>The list of the words since the last call.</summary>
    public ValueList<string> Take()
    {
        if (!isKnown || !known.TryGetValue(key, out var list))
        {
            list = new ValueList<string>([.. words]);
            if (isKnown)
            {
                known[key] = list;
            }
        }

        words.Clear();
        (key, isKnown) = (0, true);
        return list;
    }
}
