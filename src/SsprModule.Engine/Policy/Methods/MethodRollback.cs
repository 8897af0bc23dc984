using System.Text.Json;
using System.Text.Json.Nodes;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Text;

namespace SsprModule.Engine.Policy.Methods;

/// <summary>The members of the methods policy that a change is about to replace, as the service gave them, and the way back.</summary>
internal static class MethodRollback
{
    private const int Version = 1;
    private const string MethodsMember = "methods";
    private const string PolicyMember = "methodPolicy";

    /// <summary>The file for a write that is about to happen.</summary>
    public static byte[] File(PreparedWrite write)
    {
        var methods = new JsonObject();
        JsonObject? policy = null;
        foreach (var patch in write.Patches)
        {
            var json = patch.Method is null ? write.Before.Json : write.Before.Find(patch.Method).Json;
            var members = new JsonObject(patch.Members.Select(m => new KeyValuePair<string, JsonNode?>(m.Key, json[m.Key]?.DeepClone())));
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
        var root = document.RootElement;
        var version = Json.Member(root, "version");
        if (version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number > Version)
        {
            throw new SsprException(SsprErrorId.PolicyFileTooNew, path, number, Version) { Target = path };
        }

        var methods = Json.Member(root, MethodsMember);
        var wishes = new List<MethodWish>();
        if (methods.ValueKind == JsonValueKind.Object)
        {
            wishes.AddRange(methods.EnumerateObject().Select(m => Wish(m.Name, m.Value, path)));
        }

        if (Json.Member(root, PolicyMember) is { ValueKind: JsonValueKind.Object } policy)
        {
            wishes.Add(Wish(null, policy, path));
        }

        return wishes.Count > 0 ? wishes : throw Invalid(path);
    }

    private static StoredWish Wish(string? method, JsonElement members, string path) =>
        members.ValueKind == JsonValueKind.Object ? new StoredWish(method, (JsonObject)JsonNode.Parse(members.GetRawText())!) : throw Invalid(path);

    private static SsprException Invalid(string path) => new(SsprErrorId.PolicyFileInvalid, path, new Reason("MethodFile")) { Target = path };
}
