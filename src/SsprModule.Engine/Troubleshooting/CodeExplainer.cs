using System.Globalization;
using SsprModule.Models;

namespace SsprModule.Engine.Troubleshooting;

/// <summary>Says what a code means. One that the catalogue does not have is said to be undocumented, never guessed.</summary>
internal static class CodeExplainer
{
    // The page that Microsoft keeps for looking codes of the sign-in page up.
    private const string SignInLookup = "https://login.microsoftonline.com/error?code=";

    /// <summary>What a code means.</summary>
    public static SsprErrorInfo Explain(FoundCode found, CultureInfo culture) => found.Kind switch
    {
        SsprCodeKind.WritebackEvent => Catalogue.Structure.Events.FirstOrDefault(e => e.Id == found.Code) is { } entry ? Event(entry, culture) : Undocumented(found, culture),
        SsprCodeKind.AuditReason => Explain(ReasonBook.Find(found.Code)!, culture),
        _ => Catalogue.Structure.Codes.FirstOrDefault(c => c.Id == found.Code) is { } entry ? Code(entry, culture) : Undocumented(found, culture),
    };

    /// <summary>What a reason of the audit log means; where it stands for a code, that code.</summary>
    public static SsprErrorInfo Explain(KnownReason reason, CultureInfo culture) =>
        reason.Entry.Code is { } code ? Code(Catalogue.Structure.Codes.Single(c => c.Id == code), culture) : new SsprErrorInfo
        {
            Code = reason.Entry.Match,
            Kind = SsprCodeKind.AuditReason,
            IsDocumented = true,
            Meaning = reason.Meaning(culture),
            FixedBy = FixerOf(reason.Entry.Outcome),
            Steps = new(reason.Steps(culture).ToList()),
            Checks = new(reason.Entry.Checks.ToList()),
            Link = reason.Entry.Link,
        };

    private static SsprErrorInfo Code(CodeEntry entry, CultureInfo culture)
    {
        var text = Catalogue.Texts(culture).Codes[entry.Id];
        return new SsprErrorInfo
        {
            Code = entry.Id,
            Name = entry.Name,
            Kind = entry.Kind,
            IsDocumented = true,
            Meaning = text.Meaning!,
            FixedBy = entry.FixedBy,
            Steps = new(text.Steps!.ToList()),
            Command = entry.Command,
            Checks = new(entry.Checks.ToList()),
            Link = entry.Link,
        };
    }

    private static SsprErrorInfo Event(EventEntry entry, CultureInfo culture)
    {
        var text = Catalogue.Texts(culture).Events[entry.Id];
        return new SsprErrorInfo
        {
            Code = entry.Id,
            Name = entry.Name,
            Kind = SsprCodeKind.WritebackEvent,
            IsDocumented = true,
            Meaning = text.Meaning!,
            FixedBy = entry.FixedBy,
            EventSource = entry.Source,
            Level = entry.Level,
            Steps = new(text.Steps!.ToList()),
            Checks = new(entry.Checks.ToList()),
            Link = entry.Link,
        };
    }

    private static SsprErrorInfo Undocumented(FoundCode found, CultureInfo culture)
    {
        var text = Catalogue.Texts(culture).Undocumented["code"];
        return new SsprErrorInfo
        {
            Code = found.Code,
            Kind = found.Kind,
            Meaning = text.Meaning!,
            Steps = new(text.Steps!.ToList()),
            Link = found.Kind == SsprCodeKind.SignIn ? new Uri(SignInLookup + found.Code.Substring("AADSTS".Length)) : null,
        };
    }

    private static SsprFixer FixerOf(ReasonOutcome outcome) => outcome switch
    {
        ReasonOutcome.Progress or ReasonOutcome.Succeeded => SsprFixer.Nobody,
        ReasonOutcome.Blocked => SsprFixer.Wait,
        ReasonOutcome.ContactedAdmin => SsprFixer.Administrator,
        _ => SsprFixer.User,
    };
}
