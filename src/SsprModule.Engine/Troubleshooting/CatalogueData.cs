using System.Text.Json.Serialization;
using SsprModule.Models;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>Knowledge/structure.json: all that is the same in each language.</summary>
internal sealed record Structure(
    IReadOnlyList<CodeEntry> Codes, IReadOnlyList<EventEntry> Events, IReadOnlyList<ActivityEntry> Activities, IReadOnlyList<ReasonEntry> Reasons,
    IReadOnlyList<FaqEntry> Faq, IReadOnlyList<CheckEntry> Checks, IReadOnlyList<PageEntry> Pages, IReadOnlyList<CloudEntry> Clouds);

/// <summary>A code of the portal, the sync server, the sign-in page or Graph.</summary>
internal sealed record CodeEntry(string Id, SsprCodeKind Kind, string? Name, SsprFixer FixedBy, string? Command, IReadOnlyList<string> Checks, Uri Link);

/// <summary>An event of the sync server or the domain controller; the id is its number.</summary>
internal sealed record EventEntry(string Id, string Source, string Name, SsprEventLevel Level, SsprFixer FixedBy, IReadOnlyList<string> Checks, Uri Link);

/// <summary>
/// An activity of the audit log; the id is its name there. Aliases are other spellings that were seen. Attempt is the kind of
/// attempt that it is a part of, if any, and IsEnd says that its result is that of the attempt.
/// </summary>
internal sealed record ActivityEntry(string Id, string Service, string Category, IReadOnlyList<string>? Aliases, SsprAttemptKind? Attempt, bool IsEnd, Uri Link);

/// <summary>A reason in the audit log: what to match, which text tells it, and where in a reset it stands.</summary>
internal sealed record ReasonEntry(
    string Match, ReasonMatch Mode, string Text, string? Method, SsprAttemptStep Stage, ReasonOutcome Outcome, string? Code, IReadOnlyList<string> Checks, Uri Link);

/// <summary>A question; its words are extra ones to find it by, in both languages.</summary>
internal sealed record FaqEntry(string Id, string Section, string Words, IReadOnlyList<string> Checks, Uri Link);

/// <summary>A check that finds causes; the commands that run them come with the checks themselves.</summary>
internal sealed record CheckEntry(
    string Id, string Test, int Order, string Severity, string? Command, IReadOnlyList<string>? Codes, IReadOnlyList<string>? DependsOn, Uri Link);

/// <summary>A page; {learn}, {entra}, {reset} and {signins} in its address are those of the cloud.</summary>
internal sealed record PageEntry(SsprPageName Id, SsprPageKind Kind, string Address);

/// <summary>The hosts of a cloud; null where it has none that is known.</summary>
internal sealed record CloudEntry(SsprEnvironment Id, string Learn, string Entra, string Reset, string? Signins);

/// <summary>How a reason is compared; case and what follows the first full stop never count.</summary>
internal enum ReasonMatch
{
    /// <summary>The reason is this word.</summary>
    Exact,

    /// <summary>The reason begins so.</summary>
    Prefix,

    /// <summary>The reason begins so, with the name of a method at <c>{method}</c>.</summary>
    Template,
}

/// <summary>What a reason says of the attempt.</summary>
internal enum ReasonOutcome
{
    /// <summary>A step; the attempt goes on.</summary>
    Progress,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Refused.</summary>
    Failed,

    /// <summary>The user left.</summary>
    Abandoned,

    /// <summary>The user cancelled.</summary>
    Cancelled,

    /// <summary>Too many attempts.</summary>
    Blocked,

    /// <summary>The user asked the administrator for help.</summary>
    ContactedAdmin,
}

/// <summary>Knowledge/texts.*.json: what is said in one language, by id.</summary>
internal sealed record TextBook(
    IReadOnlyDictionary<string, EntryText> Codes, IReadOnlyDictionary<string, EntryText> Events, IReadOnlyDictionary<string, EntryText> Activities,
    IReadOnlyDictionary<string, EntryText> Reasons, IReadOnlyDictionary<string, EntryText> Methods, IReadOnlyDictionary<string, EntryText> Faq,
    IReadOnlyDictionary<string, EntryText> Checks, IReadOnlyDictionary<string, EntryText> Pages, IReadOnlyDictionary<string, EntryText> Undocumented);

/// <summary>The texts of one entry; which of them it has depends on its kind.</summary>
internal sealed record EntryText(string? Title, string? Meaning, IReadOnlyList<string>? Steps);

/// <summary>Reads both without reflection, which would cost more than the reading.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Structure))]
[JsonSerializable(typeof(TextBook))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
