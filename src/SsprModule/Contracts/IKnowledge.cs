using System.Globalization;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Contracts;

/// <summary>What is known about SSPR without asking a service. Needs no session. A culture other than Dutch gets English.</summary>
public interface IKnowledge
{
    /// <summary>Explains every code in a text, each once, in order of appearance. Empty when the text has none.</summary>
    IReadOnlyList<SsprErrorInfo> Explain(string text, CultureInfo culture);

    /// <summary>Questions and answers; with words the ones that fit, best first.</summary>
    /// <param name="words">Words in either language; empty gives all.</param>
    /// <param name="culture">The language of the answers.</param>
    FaqAnswer Ask(IReadOnlyList<string> words, CultureInfo culture);

    /// <summary>Puts audit events together into attempts.</summary>
    IAttemptBuilder Attempts(CultureInfo culture);

    /// <summary>A page, with its address in a cloud.</summary>
    /// <exception cref="SsprException">NotAvailableInCloud: the cloud has no such page, or none that is known.</exception>
    SsprPage Page(SsprPageName name, SsprEnvironment environment, CultureInfo culture);
}

/// <summary>What a search among the questions gave.</summary>
/// <param name="Entries">The questions that fit.</param>
/// <param name="Suggestions">Words to try when none did.</param>
public sealed record FaqAnswer(IReadOnlyList<SsprFaqEntry> Entries, IReadOnlyList<string> Suggestions);
