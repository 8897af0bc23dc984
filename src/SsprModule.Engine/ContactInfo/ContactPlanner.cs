using System.Net.Mail;
using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo;

/// <summary>Checks wished values and finds what has to be written. Asks nobody.</summary>
internal sealed class ContactPlanner
{
    // The order matters: an alternate mobile phone exists only beside a mobile one.
    private static readonly (SsprMethodKind Method, Func<ContactValues, string?> Value)[] Fields =
    [
        (SsprMethodKind.MobilePhone, v => v.MobilePhone),
        (SsprMethodKind.AlternateMobilePhone, v => v.AlternateMobilePhone),
        (SsprMethodKind.OfficePhone, v => v.OfficePhone),
        (SsprMethodKind.Email, v => v.Email),
    ];

    private readonly User user;
    private readonly ContactValues wanted;
    private readonly IReadOnlyCollection<string> domains;
    private readonly List<string> problems = [];
    private readonly List<string> notes = [];

    private ContactPlanner(User user, ContactValues wanted, IReadOnlyCollection<string> domains)
    {
        this.user = user;
        this.wanted = wanted;
        this.domains = domains;
    }

    /// <summary>Plans the change of one user.</summary>
    /// <param name="user">The user, with usage location and addresses.</param>
    /// <param name="wanted">The wished values.</param>
    /// <param name="present">What is registered.</param>
    /// <param name="domains">The verified domains of the tenant, as far as known.</param>
    /// <exception cref="SsprException">ContactInvalid: values that can't be used; nothing of this user is to be written then.</exception>
    public static ContactPlan Plan(User user, ContactValues wanted, IReadOnlyList<StoredMethod> present, IReadOnlyCollection<string> domains)
    {
        var planner = new ContactPlanner(user, wanted, domains);
        var changes = planner.Changes(present);
        return planner.problems.Count == 0
            ? new ContactPlan(user.Id!, user.UserPrincipalName ?? user.Id!, user.OnPremisesSyncEnabled == true, changes, planner.notes)
            : throw new SsprException(SsprErrorId.ContactInvalid, user.UserPrincipalName, string.Join("; ", planner.problems)) { Target = user.UserPrincipalName };
    }

    /// <summary>True when a text says something.</summary>
    public static bool IsGiven(string? value) => !string.IsNullOrWhiteSpace(value);

    /// <summary>True when at least one value is given.</summary>
    public static bool HasAny(ContactValues values) => Fields.Any(f => IsGiven(f.Value(values)));

    private List<ContactChange> Changes(IReadOnlyList<StoredMethod> present)
    {
        var changes = new List<ContactChange>();
        foreach (var (method, value) in Fields)
        {
            if (!IsGiven(value(wanted)))
            {
                continue;
            }

            var from = present.FirstOrDefault(m => m.Kind == method)?.Value;
            var to = method == SsprMethodKind.Email ? Address(value(wanted)!) : Number(value(wanted)!, method);
            if (to is not null && !Same(method, from, to))
            {
                changes.Add(new ContactChange(method, from, to));
            }
        }

        if (changes.Exists(c => c.Method == SsprMethodKind.AlternateMobilePhone)
            && !IsGiven(wanted.MobilePhone) && !present.Any(m => m.Kind == SsprMethodKind.MobilePhone))
        {
            Refuse(SsprMethodKind.AlternateMobilePhone, new Reason("AlternateNeedsMobile"));
        }

        return changes;
    }

    private string? Number(string text, SsprMethodKind method)
    {
        var reading = PhoneNumberForm.Read(text, method, IsGiven(wanted.Country) ? wanted.Country : user.UsageLocation);
        if (reading.Number is not { } number)
        {
            Refuse(method, reading.Problem!);
            return null;
        }

        if (reading.IsUnusual)
        {
            Note(new Reason("PhoneUnusual", method));
        }

        if (number.LastIndexOf('x') >= 0)
        {
            Note(new Reason("PhoneExtensionCut"));
        }

        if (method == SsprMethodKind.OfficePhone && user.OnPremisesSyncEnabled == true)
        {
            Note(new Reason("OfficePhoneSynced"));
        }

        return number;
    }

    private string? Address(string text)
    {
        var address = text.Trim();
        if (!IsAddress(address))
        {
            Refuse(SsprMethodKind.Email, new Reason(address.StartsWith("=", StringComparison.Ordinal) ? "CellIsFormula" : "EmailInvalid"));
            return null;
        }

        if (Own(user).Contains(address, StringComparer.OrdinalIgnoreCase))
        {
            Refuse(SsprMethodKind.Email, new Reason("EmailOwnMailbox"));
            return null;
        }

        var domain = address.Substring(address.LastIndexOf('@') + 1);
        if (domains.Contains(domain, StringComparer.OrdinalIgnoreCase))
        {
            Note(new Reason("EmailInTenant", domain));
        }

        return address;
    }

    /// <summary>The user's own mailbox: who has lost the password can't read it.</summary>
    private static IEnumerable<string> Own(User user)
    {
        const string Smtp = "smtp:";
        return new[] { user.UserPrincipalName, user.Mail }
            .Concat((user.ProxyAddresses ?? []).Where(a => a.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase)).Select(a => a.Substring(Smtp.Length)))
            .OfType<string>();
    }

    private static bool IsAddress(string text)
    {
        if (text.Length > 254 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return false;
        }

        try
        {
            var address = new MailAddress(text);
            return address.Address == text && address.Host.LastIndexOf('.') > 0 && !address.Host.EndsWith(".", StringComparison.Ordinal);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>True when two values are one: e-mail addresses are, whatever their case.</summary>
    public static bool Same(SsprMethodKind method, string? from, string? to) =>
        string.Equals(from, to, method == SsprMethodKind.Email ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private void Refuse(SsprMethodKind method, Reason reason) => problems.Add($"{method}: {reason}");

    private void Note(Reason reason) => notes.Add(reason.ToString());
}
