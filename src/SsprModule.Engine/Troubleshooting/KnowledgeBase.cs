using System.Globalization;
using SsprModule.Contracts;
using SsprModule.Engine.Audit;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Troubleshooting;

/// <inheritdoc cref="IKnowledge"/>
internal sealed class KnowledgeBase : IKnowledge
{
    /// <inheritdoc/>
    public IReadOnlyList<SsprErrorInfo> Explain(string text, CultureInfo culture)
    {
        var found = CodeFinder.Find(text);
        return found.Count > 0 ? [.. found.Select(code => CodeExplainer.Explain(code, culture))]
            : ReasonBook.Find(text) is { } reason ? [CodeExplainer.Explain(reason, culture)]
            : [];
    }

    /// <inheritdoc/>
    public FaqAnswer Ask(IReadOnlyList<string> words, CultureInfo culture) => FaqSearch.Ask(words, culture);

    /// <inheritdoc/>
    public IAttemptBuilder Attempts(CultureInfo culture) => new AttemptBuilder(culture);

    /// <inheritdoc/>
    public SsprPage Page(SsprPageName name, SsprEnvironment environment, CultureInfo culture)
    {
        var entry = Catalogue.Structure.Pages.Single(p => p.Id == name);
        var cloud = Catalogue.Structure.Clouds.Single(c => c.Id == environment);
        var text = Catalogue.Texts(culture).Pages[name.ToString()];
        var address = Address(entry.Address, cloud, culture);
        return address is null || (name == SsprPageName.ShortLink && environment != SsprEnvironment.Global)
            ? throw new SsprException(SsprErrorId.NotAvailableInCloud, text.Title, environment) { Target = name.ToString() }
            : new SsprPage { Name = name, Kind = entry.Kind, Title = text.Title!, Purpose = text.Meaning!, Environment = environment, Address = address };
    }

    private static Uri? Address(string template, CloudEntry cloud, CultureInfo culture)
    {
        if (template.StartsWith("{signins}", StringComparison.Ordinal) && cloud.Signins is null)
        {
            return null;
        }

        var culturePart = Catalogue.IsDutch(culture) ? "nl-nl" : "en-us";
        (string, string?)[] places = [("{learn}", cloud.Learn), ("{entra}", cloud.Entra), ("{reset}", cloud.Reset), ("{signins}", cloud.Signins), ("{culture}", culturePart)];
        return new Uri(places.Aggregate(template, (text, place) => Template.Fill(text, place.Item1, place.Item2)));
    }
}
