using System.Text.Json;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Reads the value of a field; what is wrong with it becomes a problem and the value null.</summary>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class PolicyValueReader(FileProblems problems)
{
    private static readonly string[] LegacyMembers = ["email", "mobilePhone", "officePhone", "appNotification", "appCode"];
    private static readonly string[] DomainMembers = ["domain", "validityDays", "notificationDays"];

    /// <summary>The value of a field.</summary>
    /// <param name="kind">The type of the field's values.</param>
    /// <param name="range">The least and the greatest, for a number.</param>
    /// <param name="value">What the file says.</param>
    /// <param name="at">The place in the file.</param>
    public object? Read(Type kind, (int Min, int Max) range, JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            problems.Add(at, new Reason("FileNull"));
            return null;
        }

        return kind switch
        {
            _ when kind == typeof(bool) => Flag(value, at),
            _ when kind == typeof(int) => Number(value, at, range.Min, range.Max),
            _ when kind.IsEnum => Word(kind, value, at),
            _ when kind == typeof(string) => Text(value, at),
            _ when kind == typeof(SsprLegacyMethods) => Legacy(value, at),
            _ when kind == typeof(IDictionary<string, bool>) => Switches(value, at),
            _ when kind == typeof(IList<string>) => Terms(value, at),
            _ when kind == typeof(IList<SsprDomainExpiry>) => Domains(value, at),
            _ => throw new NotSupportedException(kind.FullName),
        };
    }

    private bool? Flag(JsonElement value, string at)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        problems.Add(at, new Reason("FileNotFlag", FileProblems.Show(value)));
        return null;
    }

    private int? Number(JsonElement value, string at, int min, int max)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        problems.Add(at, max == int.MaxValue
            ? new Reason("FileNumberTooSmall", min, FileProblems.Show(value))
            : new Reason("FileNotNumber", min, max, FileProblems.Show(value)));
        return null;
    }

    private object? Word(Type kind, JsonElement value, string at)
    {
        var words = Enum.GetNames(kind);
        if (value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()))
        {
            return Enum.Parse(kind, value.GetString()!);
        }

        problems.Add(at, new Reason("FileNotWord", words, FileProblems.Show(value)));
        return null;
    }

    private string? Text(JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        problems.Add(at, new Reason("FileNotString", FileProblems.Show(value)));
        return null;
    }

    private SsprLegacyMethods? Legacy(JsonElement value, string at)
    {
        var members = problems.MembersOf(value, at, LegacyMembers);
        return new SsprLegacyMethods
        {
            Email = Member("email"),
            MobilePhone = Member("mobilePhone"),
            OfficePhone = Member("officePhone"),
            AppNotification = Member("appNotification"),
            AppCode = Member("appCode"),
        };

        bool? Member(string name) => members.TryGetValue(name, out var member) ? Flag(member, $"{at}.{name}") : null;
    }

    private Dictionary<string, bool> Switches(JsonElement value, string at)
    {
        var switches = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in problems.MembersOf(value, at, FieldCatalog.MethodIds))
        {
            if (Flag(member.Value, $"{at}.{member.Key}") is { } isOn)
            {
                switches[member.Key] = isOn;
            }
        }

        return switches;
    }

    private List<string>? Terms(JsonElement value, string at)
    {
        var items = problems.ItemsOf(value, at);
        if (items.Count > PolicyField.MostBannedTerms)
        {
            problems.Add(at, new Reason("FileTooManyTerms", PolicyField.MostBannedTerms, items.Count));
            return null;
        }

        var (min, max) = PolicyField.BannedTermLength;
        var terms = new List<string>();
        for (var i = 0; i < items.Count; i++)
        {
            var place = $"{at}[{i}]";
            if (Text(items[i], place) is not { } term)
            {
                continue;
            }

            // The directory keeps the list as one text between tabs.
            if (term.Length < min || term.Length > max || term.Any(char.IsControl))
            {
                problems.Add(place, new Reason("FileTermLength", min, max, term));
            }

            terms.Add(term);
        }

        return terms;
    }

    private List<SsprDomainExpiry> Domains(JsonElement value, string at)
    {
        var domains = new List<SsprDomainExpiry>();
        var items = problems.ItemsOf(value, at);
        for (var i = 0; i < items.Count; i++)
        {
            var place = $"{at}[{i}]";
            var members = problems.MembersOf(items[i], place, DomainMembers);
            var name = members.TryGetValue("domain", out var domain) ? Text(domain, $"{place}.domain") : null;
            if (string.IsNullOrWhiteSpace(name))
            {
                problems.Add($"{place}.domain", new Reason("FileMemberMissing"));
            }

            domains.Add(new SsprDomainExpiry { Domain = name ?? "", ValidityDays = Days("validityDays"), NotificationDays = Days("notificationDays") });

            int? Days(string member) =>
                members.TryGetValue(member, out var days) ? Number(days, $"{place}.{member}", 0, int.MaxValue) : null;
        }

        return domains;
    }
}
