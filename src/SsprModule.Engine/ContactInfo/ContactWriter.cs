using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo;

/// <summary>Writes one value and knows afterwards whether it is there, as far as the service lets anybody know.</summary>
internal sealed class ContactWriter
{
    private const int Looks = 3;

    // What was just written may be read a little late.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ContactCalls calls;
    private readonly TimeProvider clock;

    public ContactWriter(ContactCalls calls, TimeProvider clock)
    {
        this.calls = calls;
        this.clock = clock;
    }

    /// <summary>Writes a value.</summary>
    /// <exception cref="SsprException">Refused, or OutcomeUnknown.</exception>
    public async Task WriteAsync(User user, ContactChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            await calls.WriteAsync(user, change, log, cancellationToken).ConfigureAwait(false);
        }
        // After a lost answer the same call is sent again, and then refused because the first had done it already.
        catch (SsprException e) when (e.MayHaveHadEffect || e.Failure is { Status: 400 or 404 or 409 })
        {
            if (!await IsThereAsync(user, change, e, log, cancellationToken).ConfigureAwait(false))
            {
                throw Explain(user, change, e);
            }
        }
    }

    /// <summary>Reads back what was written.</summary>
    /// <returns>The method; null when it was removed.</returns>
    /// <exception cref="SsprException">ChangeNotVerified.</exception>
    public async Task<StoredMethod?> VerifyAsync(User user, ContactChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var found = await FindAsync(user, change.Method, log, cancellationToken).ConfigureAwait(false);
            if (ContactPlanner.Same(change.Method, found?.Value, change.To))
            {
                return found;
            }

            if (look == Looks)
            {
                throw new SsprException(SsprErrorId.ChangeNotVerified, change.ToString()) { Target = user.UserPrincipalName };
            }

            await clock.WaitAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsThereAsync(User user, ContactChange change, SsprException cause, IEngineLog log, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindAsync(user, change.Method, log, cancellationToken).ConfigureAwait(false);
            return ContactPlanner.Same(change.Method, found?.Value, change.To);
        }
        catch (SsprException) when (cause.MayHaveHadEffect)
        {
            throw new SsprException(SsprErrorId.OutcomeUnknown, cause, $"{change.Method} {user.UserPrincipalName}", cause.Message) { Failure = cause.Failure, Target = user.UserPrincipalName };
        }
    }

    private async Task<StoredMethod?> FindAsync(User user, SsprMethodKind method, IEngineLog log, CancellationToken cancellationToken)
    {
        var isEmail = method == SsprMethodKind.Email;
        var found = await calls.ContactsAsync(user, !isEmail, isEmail, log, cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault(m => m.Kind == method);
    }

    // What the service says may repeat the value; an error goes to logs, where it has no business.
    private static SsprException Explain(User user, ContactChange change, SsprException e)
    {
        var said = e.Failure?.Message;
        return e.Id == SsprErrorId.RequestRefused && said is not null
            ? new SsprException(SsprErrorId.ContactRefused, change.Method, user.UserPrincipalName, Without(Without(said, change.To), change.From))
            {
                Failure = new GraphFailure
                {
                    Status = e.Failure!.Status, Code = e.Failure.Code, RequestId = e.Failure.RequestId, ClientRequestId = e.Failure.ClientRequestId, Date = e.Failure.Date, Call = e.Failure.Call,
                },
                Target = user.UserPrincipalName,
            }
            : e;
    }

    private static string Without(string text, string? value) => value is null ? text : string.Join("…", text.Split([value], StringSplitOptions.None));
}
