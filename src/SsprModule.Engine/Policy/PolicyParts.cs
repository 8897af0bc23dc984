using System.Text.Json.Nodes;
using SsprModule.Contracts;
using SsprModule.Engine.Policy.Methods;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Puts a policy together from what could be read: which backend each value came from, and what is unknown and why.</summary>
internal sealed class PolicyParts
{
    private readonly Dictionary<string, SsprBackend> sources = [];
    private readonly List<string> notes = [];
    private readonly IEngineLog? log;
    private SsprException? firstFault;
    private bool anythingRead;

    /// <param name="log">Takes warnings; null where nothing is read.</param>
    public PolicyParts(IEngineLog? log = null) => this.log = log;

    /// <summary>The policy so far; its properties are filled in one by one, because which ones are known is found out by and by.</summary>
    public SsprPolicy Policy { get; } = new();

    /// <summary>Sets a property, unless its value is unknown.</summary>
    public void Set(string property, SsprBackend backend, object? value)
    {
        if (value is not null)
        {
            SetKnown(property, backend, value);
        }
    }

    /// <summary>Sets a property that may be empty and known, such as a link that is not set.</summary>
    public void SetKnown(string property, SsprBackend backend, object? value)
    {
        typeof(SsprPolicy).GetProperty(property)!.SetValue(Policy, value);
        sources[property] = backend;
    }

    /// <summary>Takes everything that an object holds, and notes what is not as known.</summary>
    public void Fill(PolicyPart part, JsonObject json)
    {
        switch (part.Store)
        {
            case PolicyStore.Users:
                FillUsers(json);
                break;
            case PolicyStore.Methods:
                FillMethods(json);
                break;
            case PolicyStore.Domains:
                Set(nameof(SsprPolicy.PasswordExpiry), SsprBackend.Graph, DomainsPart.Expiries(json));
                break;
            default:
                FillFields(part.Store, part.Backend, json);
                break;
        }

        if (part.Unfamiliar(json) is { Count: > 0 } odd)
        {
            Note(new Reason("PortalUnfamiliar", odd));
        }
    }

    /// <summary>Takes the user policy.</summary>
    public void FillUsers(JsonObject? json)
    {
        if (json is null)
        {
            return;
        }

        FillFields(PolicyStore.Users, SsprBackend.Portal, json);
        var toggles = new SsprPolicySettings();
        foreach (var field in FieldCatalog.Of(PolicyStore.Users, json).Where(f => f.Name.StartsWith(nameof(SsprPolicy.LegacyMethods), StringComparison.Ordinal)))
        {
            if (field.Read(json) is { } value)
            {
                field.Wish(toggles, value);
            }
        }

        Set(nameof(SsprPolicy.LegacyMethods), SsprBackend.Portal, toggles.LegacyMethods);
        Set(nameof(SsprPolicy.Questions), SsprBackend.Portal, UserPolicyFields.Questions(json));
    }

    /// <summary>Takes the authentication methods policy.</summary>
    public void FillMethods(JsonObject? json)
    {
        if (json is null)
        {
            return;
        }

        FillFields(PolicyStore.Methods, SsprBackend.Graph, json);
        Set(nameof(SsprPolicy.Methods), SsprBackend.Graph, MethodsPart.States(json));
        Set(nameof(SsprPolicy.RegistrationCampaign), SsprBackend.Graph, new MethodPolicyDocument(json).CampaignModel);
    }

    /// <summary>Takes the object of a part that could be read; what could not becomes a note and, where it matters most, a warning.</summary>
    /// <returns>The object, or null.</returns>
    public T? Take<T>(string part, Attempt<T> attempt, bool warns = true)
        where T : class
    {
        if (attempt.Fault is { } fault)
        {
            firstFault ??= fault;
            Note(fault, part, warns);
        }

        anythingRead |= attempt.Value is not null;
        return attempt.Value;
    }

    /// <summary>Adds a note in the user's language.</summary>
    public void Note(Reason reason) => notes.Add(reason.ToString());

    /// <summary>The policy, when there is anything to show.</summary>
    /// <exception cref="SsprException">What kept the first part from being read, when none could be.</exception>
    public SsprPolicy Finish()
    {
        if (!anythingRead && firstFault is { } fault)
        {
            throw fault;
        }

        typeof(SsprPolicy).GetProperty(nameof(SsprPolicy.Sources))!.SetValue(Policy, new SourceMap(sources));
        typeof(SsprPolicy).GetProperty(nameof(SsprPolicy.Notes))!.SetValue(Policy, new ValueList<string>(notes));
        return Policy;
    }

    // Fields within a list or a group of toggles are taken together elsewhere.
    private void FillFields(PolicyStore store, SsprBackend backend, JsonObject json)
    {
        foreach (var field in FieldCatalog.Of(store, json).Where(f => f.Name.IndexOf(".", StringComparison.Ordinal) < 0))
        {
            var value = field.Read(json);
            if (value is "" || field == UserPolicyFields.Group)
            {
                SetKnown(field.Name, backend, value is "" ? null : value);
            }
            else
            {
                Set(field.Name, backend, value);
            }
        }
    }

    private void Note(SsprException fault, string part, bool warns)
    {
        notes.Add($"{part}: {fault.Message}");
        if (!warns)
        {
            log?.Verbose($"{part} could not be read: {fault.Id}");
        }
        else if (fault.Id is SsprErrorId.PortalUnavailable or SsprErrorId.PortalRefused)
        {
            log?.Warning(SsprWarning.PortalUnavailable, fault.Message);
        }
        else
        {
            log?.Warning(SsprWarning.PolicyPartUnreadable, part, fault.Message);
        }
    }
}

/// <summary>What became of reading a part.</summary>
/// <param name="Value">What was read, or null.</param>
/// <param name="Fault">What kept it from being read, or null.</param>
internal sealed record Attempt<T>(T? Value, SsprException? Fault)
    where T : class
{
    /// <summary>Reads; only an end of the sign-in itself is thrown, because it would meet every other part as well.</summary>
    public static async Task<Attempt<T>> OfAsync(Func<Task<T?>> read)
    {
        try
        {
            return new Attempt<T>(await read().ConfigureAwait(false), null);
        }
        catch (SsprException e) when (e.Id is not (SsprErrorId.TokenExpired or SsprErrorId.TokenRejected or SsprErrorId.TokenAudienceInvalid))
        {
            return new Attempt<T>(null, e);
        }
    }
}
