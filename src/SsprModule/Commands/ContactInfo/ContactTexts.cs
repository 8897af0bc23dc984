using SsprModule.Contracts;
using SsprModule.Text;

namespace SsprModule.Commands.ContactInfo;

/// <summary>How changes of contact data are asked about: a number by its end, an address by its domain.</summary>
internal static class ContactTexts
{
    /// <summary>The question about one change.</summary>
    public static string Of(ContactChange change) => (change.From, change.To) switch
    {
        (null, { } to) => Texts.Format("Confirm_ContactAdd", change.Method, ContactChange.Mask(change.Method, to)),
        ({ } from, null) => Texts.Format("Confirm_ContactDelete", change.Method, ContactChange.Mask(change.Method, from)),
        _ => Texts.Format("Confirm_ContactUpdate", change.Method, ContactChange.Mask(change.Method, change.From!), ContactChange.Mask(change.Method, change.To!)),
    };
}
