using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Policy;

/// <summary>Collects the parts of a policy while they are read: which backend each came from, and what could not be read and why.</summary>
internal sealed class PolicyParts
{
    private readonly Dictionary<string, SsprBackend> sources = [];
    private readonly List<string> notes = [];
    private readonly IEngineLog log;
    private SsprException? firstFault;
    private bool anythingRead;

    public PolicyParts(IEngineLog log) => this.log = log;

    /// <summary>The backend of each known property.</summary>
    public SourceMap Sources => new(sources);

    /// <summary>What is unknown and why, in the user's language.</summary>
    public ValueList<string> Notes => new(notes);

    /// <summary>Reads a part; what it lacks becomes a note and a warning, and the part null.</summary>
    public async Task<T?> TryAsync<T>(string part, Func<Task<T?>> read)
    {
        try
        {
            var value = await read().ConfigureAwait(false);
            anythingRead |= value is not null;
            return value;
        }
        catch (SsprException e) when (e.Id is not (SsprErrorId.TokenExpired or SsprErrorId.TokenRejected or SsprErrorId.TokenAudienceInvalid))
        {
            firstFault ??= e;
            Note(e, part);
            return default;
        }
    }

    /// <summary>Records where a value came from, unless it is unknown.</summary>
    public T? From<T>(string property, SsprBackend backend, T? value) => From(property, backend, value is not null, value);

    /// <summary>Records where a value came from that may be empty and known, such as a link that is not set.</summary>
    public T? From<T>(string property, SsprBackend backend, bool isKnown, T? value)
    {
        if (isKnown)
        {
            sources[property] = backend;
        }

        return value;
    }

    /// <summary>Notes how the user scope was worked out.</summary>
    public void Infer(SsprUserScope? scope)
    {
        if (scope is { } found)
        {
            Note(new Reason("ScopeInferred", found));
        }
    }

    /// <summary>Adds a note in the user's language.</summary>
    public void Note(Reason reason) => notes.Add(reason.ToString());

    /// <summary>Ends the command when there is nothing to show.</summary>
    public void ThrowIfNothing()
    {
        if (!anythingRead && firstFault is { } fault)
        {
            throw fault;
        }
    }

    private void Note(SsprException fault, string part)
    {
        notes.Add($"{part}: {fault.Message}");
        if (fault.Id is SsprErrorId.PortalUnavailable or SsprErrorId.PortalRefused)
        {
            log.Warning(SsprWarning.PortalUnavailable, fault.Message);
        }
        else
        {
            log.Warning(SsprWarning.PolicyPartUnreadable, part, fault.Message);
        }
    }
}
