using System.Text.Json;
using SsprModule.Engine.Graph;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Reads the users of a page. Values that many users share are kept once.</summary>
internal sealed class TenantUserRow
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueList<string>> lists = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> products;
    private readonly bool withSyncState;

    /// <param name="products">Names of products by the id of their SKU; one that is missing is shown by its id.</param>
    /// <param name="withSyncState">Whether the sync state was asked for.</param>
    public TenantUserRow(IReadOnlyDictionary<string, string> products, bool withSyncState)
    {
        this.products = products;
        this.withSyncState = withSyncState;
    }

    /// <summary>Reads one user. Members that are not known are passed over.</summary>
    public TenantUser Read(ref Utf8JsonReader reader)
    {
        var (id, upn, name, isGuest, isEnabled) = (Guid.Empty, "", (string?)null, false, true);
        var details = new RegistrationDetails { SyncState = withSyncState ? SsprSyncState.Cloud : null };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Shared(reader.GetString()!);
            reader.Read();
            switch (member)
            {
                case "id":
                    id = reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var known) ? known : Guid.Empty;
                    break;
                case "userPrincipalName":
                    upn = Text(ref reader) ?? "";
                    break;
                case "displayName":
                    name = Text(ref reader);
                    break;
                case "userType":
                    isGuest = string.Equals(Text(ref reader), "Guest", StringComparison.OrdinalIgnoreCase);
                    break;
                case "accountEnabled":
                    isEnabled = reader.TokenType != JsonTokenType.False;
                    break;
                default:
                    details = Detail(ref reader, member, details);
                    break;
            }

            // Whatever was not taken is passed over whole, so that the reader stays in step.
            reader.Skip();
        }

        return new TenantUser(id, upn, name, isGuest, isEnabled, details);
    }

    private RegistrationDetails Detail(ref Utf8JsonReader reader, string member, RegistrationDetails details) => member switch
    {
        "department" => details with { Department = Word(ref reader) },
        "jobTitle" => details with { JobTitle = Word(ref reader) },
        "companyName" => details with { Company = Word(ref reader) },
        "officeLocation" => details with { Office = Word(ref reader) },
        "city" => details with { City = Word(ref reader) },
        "country" => details with { Country = Word(ref reader) },
        "usageLocation" => details with { UsageLocation = Word(ref reader) },
        "manager" => details with { Manager = Manager(ref reader) },
        "assignedLicenses" => details with { License = Licenses(ref reader) },
        "onPremisesSyncEnabled" => details with { SyncState = reader.TokenType == JsonTokenType.True ? SsprSyncState.Synced : SsprSyncState.Cloud },
        _ => details,
    };

    private string? Manager(ref Utf8JsonReader reader) => Json.Member(Element(ref reader), "userPrincipalName") is { ValueKind: JsonValueKind.String } name ? Shared(name.GetString()!) : null;

    private ValueList<string> Licenses(ref Utf8JsonReader reader)
    {
        var element = Element(ref reader);
        var names = new List<string>();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var licence in element.EnumerateArray())
            {
                if (Json.Text(licence, "skuId") is { } sku)
                {
                    names.Add(products.TryGetValue(sku, out var name) ? name : Shared(sku));
                }
            }
        }

        names.Sort(StringComparer.Ordinal);
        return List(names);
    }

    /// <summary>The list with these values, each list once.</summary>
    public ValueList<string> List(List<string> values)
    {
        var key = string.Join("\n", values);
        return lists.TryGetValue(key, out var known) ? known : lists[key] = new ValueList<string>(values);
    }

    private static JsonElement Element(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    private string? Word(ref Utf8JsonReader reader) => Text(ref reader) is { } text ? Shared(text) : null;

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private string Shared(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;
}
