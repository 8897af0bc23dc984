using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>The members of the methods policy that a change is about to replace, as the service gave them, and the way back.</summary>
internal static class MethodRollback
{
    private const int Version = 1;
    private const string MethodsMember = "methods";
    private const string PolicyMember = "methodPolicy";

    private static readonly string[] Members = ["version", MethodsMember, PolicyMember];
    private static readonly string[] OfPolicy = [MethodPolicyDocument.MigrationMember, MethodPolicyDocument.EnforcementMember];

    private static readonly string[] OfMethod =
    [
        MethodConfiguration.TypeMember, MethodConfiguration.StateMember, MethodConfiguration.IncludeMember, MethodConfiguration.ExcludeMember,
        MethodConfiguration.OfficeMember, MethodConfiguration.OathMember,
    ];

    /// <summary>The file for a write that is about to happen.</summary>
    public static byte[] File(PreparedWrite write)
    {
        var methods = new JsonObject();
        JsonObject? policy = null;
        foreach (var patch in write.Patches)
        {
            var json = patch.Method is null ? write.Before.Json : write.Before.Find(patch.Method).Json;
            var members = new JsonObject(patch.Members.Select(m => new KeyValuePair<string, JsonNode?>(m.Key, Value(json, m.Key))).Where(m => m.Value is not null));
            if (patch.Method is null)
            {
                policy = members;
            }
            else
            {
                methods[patch.Method] = members;
            }
        }

        var file = new JsonObject { ["version"] = Version, [MethodsMember] = methods };
        if (policy is not null)
        {
            file[PolicyMember] = policy;
        }

        return JsonSerializer.SerializeToUtf8Bytes(file, new JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>What a file asks for.</summary>
    /// <exception cref="SsprException">PolicyFileNotFound, PolicyFileUnreadable, PolicyFileInvalid, PolicyFileTooNew.</exception>
    public static IReadOnlyList<MethodWish> Read(string path)
    {
        using var document = PolicyFile.Parse(path);
        var problems = new FileProblems(path);
        PolicyFileReader.CheckVersion(path, document.RootElement, problems, Version);
        var root = problems.MembersOf(document.RootElement, "", Members);
        var wishes = new List<MethodWish>();
        if (root.TryGetValue(MethodsMember, out var methods))
        {
            if (methods.ValueKind == JsonValueKind.Object)
            {
                wishes.AddRange(methods.EnumerateObject().Select(m => Wish(m.Name, m.Value, $"{MethodsMember}.{m.Name}", OfMethod, problems)));
            }
            else
            {
                problems.Add(MethodsMember, new Reason("FileNotObject", FileProblems.Show(methods)));
            }
        }

        if (root.TryGetValue(PolicyMember, out var policy))
        {
            wishes.Add(Wish(null, policy, PolicyMember, OfPolicy, problems));
        }

        problems.ThrowIfAny();
        return wishes.Count > 0 ? wishes : throw Invalid(path);
    }

    // What the service does not say can't be sent back; a missing migration state stands for a finished migration.
    private static JsonNode? Value(JsonObject json, string member) =>
        json[member]?.DeepClone() ?? (member == MethodPolicyDocument.MigrationMember ? JsonValue.Create(JsonText.Word(SsprMigrationState.MigrationComplete)) : null);

    private static StoredWish Wish(string? method, JsonElement value, string at, IReadOnlyList<string> known, FileProblems problems) =>
        new(method, new JsonObject(problems.MembersOf(value, at, known).Where(m => m.Value.ValueKind != JsonValueKind.Null)
            .Select(m => new KeyValuePair<string, JsonNode?>(m.Key, JsonNode.Parse(m.Value.GetRawText())))));

    private static SsprException Invalid(string path) => new(SsprErrorId.PolicyFileInvalid, path, new Reason("MethodFile")) { Target = path };
}
