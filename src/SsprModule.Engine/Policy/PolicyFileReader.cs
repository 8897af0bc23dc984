using System.Globalization;
using System.Text.Json;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Makes settings of the JSON of a policy file, and collects everything that is wrong with it before it refuses.</summary>
/// <param name="path">The file, for the message.</param>
internal sealed class PolicyFileReader(string path)
{
    private static readonly string[] Members = ["$schema", "version", "tenantId", "exportedAt", "moduleVersion", "scopeGroupName", "settings"];

    private readonly FileProblems problems = new(path);

    public PolicyFile Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(Comparison.ControlFile.Controls, out _))
        {
            throw new SsprException(SsprErrorId.PolicyFileInvalid, path, new Reason("FileHoldsControls")) { Target = path };
        }

        var members = problems.MembersOf(root, "", Members);
        CheckVersion(path, root, problems);
        if (!members.TryGetValue("settings", out var settings))
        {
            problems.Add("settings", new Reason("FileMemberMissing"));
        }

        var file = new PolicyFile(settings.ValueKind == JsonValueKind.Undefined ? new SsprPolicySettings() : Settings(settings))
        {
            TenantId = Text(members, "tenantId"),
            ModuleVersion = Text(members, "moduleVersion"),
            ScopeGroupName = Text(members, "scopeGroupName"),
            ExportedAt = Date(members, "exportedAt"),
        };
        _ = Text(members, "$schema");
        problems.ThrowIfAny();
        return file;
    }

    /// <summary>Refuses a file that a newer module wrote before it complains of what only that one knows.</summary>
    public static void CheckVersion(string path, JsonElement root, FileProblems problems, int latest = PolicyFile.Version)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (!root.TryGetProperty("version", out var version))
        {
            problems.Add("version", new Reason("FileMemberMissing"));
        }
        else if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number < 1)
        {
            problems.Add("version", new Reason("FileNotNumber", 1, latest, FileProblems.Show(version)));
        }
        else if (number > latest)
        {
            throw new SsprException(SsprErrorId.PolicyFileTooNew, path, number, latest) { Target = path };
        }
    }

    /// <summary>The settings in an object of a file.</summary>
    public SsprPolicySettings Settings(JsonElement json)
    {
        var settings = new SsprPolicySettings();
        var members = problems.MembersOf(json, "settings", [.. PolicyField.All.Select(f => f.JsonName)]);
        var values = new PolicyValueReader(problems);
        foreach (var field in PolicyField.All)
        {
            if (members.TryGetValue(field.JsonName, out var value))
            {
                field.Set(settings, values.Read(field.Kind, field.Range, value, $"settings.{field.JsonName}"));
            }
        }

        if (settings.ScopeGroup is "")
        {
            problems.Add("settings.scopeGroup", new Reason("FileNotString", "\"\""));
        }

        if (settings is { ScopeGroup: not null, UserScope: SsprUserScope.None or SsprUserScope.All })
        {
            problems.Add("settings.scopeGroup", new Reason("FileGroupNotAllowed", settings.UserScope));
        }

        return settings;
    }

    private string? Text(IReadOnlyDictionary<string, JsonElement> members, string name)
    {
        if (!members.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        problems.Add(name, new Reason("FileNotString", FileProblems.Show(value)));
        return null;
    }

    private DateTimeOffset? Date(IReadOnlyDictionary<string, JsonElement> members, string name)
    {
        if (Text(members, name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return date;
        }

        problems.Add(name, new Reason("FileNotDate", text));
        return null;
    }
}
