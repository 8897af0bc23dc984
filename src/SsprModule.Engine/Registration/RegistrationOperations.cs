using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Reads the registration report: List and Get userRegistrationDetails (Microsoft Learn).</summary>
internal sealed class RegistrationOperations : IRegistrationOperations
{
    private const int LargestPage = 999;

    private static readonly string[] Permissions = ["AuditLog.Read.All"];
    private static readonly string[] Roles = ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader"];

    private readonly GraphClient graph;
    private readonly UserReader users;

    public RegistrationOperations(GraphClient graph, UserReader users)
    {
        this.graph = graph;
        this.users = users;
    }

    /// <inheritdoc/>
    public async Task StreamAsync(RegistrationQuery query, ISink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var filter = RegistrationFilter.From(query);
        log.Verbose(filter is null ? "Reading the whole report." : $"Filter sent to Graph: {filter}");
        await WithoutTopIfRefusedAsync(filter, LargestPage, log, async (reader, first) =>
        {
            await reader.ReadAllAsync(first, sink, EngineActivity.ReadingRegistrations, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SsprRegistration> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken)
    {
        var row = Guid.TryParse(user, out _)
            ? await ByIdAsync(user, log, cancellationToken).ConfigureAwait(false)
            : await FirstAsync($"userPrincipalName eq {OData.Quote(user)}", log, cancellationToken).ConfigureAwait(false);
        return row ?? Absent(await users.GetAsync(user, log, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The first row that matches, or null.</summary>
    public Task<SsprRegistration?> FirstAsync(string filter, IEngineLog log, CancellationToken cancellationToken) =>
        WithoutTopIfRefusedAsync(filter, 1, log, (reader, first) => reader.FirstAsync(first, cancellationToken));

    private async Task<SsprRegistration?> ByIdAsync(string id, IEngineLog log, CancellationToken cancellationToken)
    {
        var information = graph.Build.Reports.AuthenticationMethods.UserRegistrationDetails[id].ToGetRequestInformation();
        var call = Call(log, id);
        try
        {
            using var response = await graph.SendAsync(information, call, cancellationToken).ConfigureAwait(false);
            return RegistrationRow.Read(await Sender.BodyAsync(response, call, cancellationToken).ConfigureAwait(false));
        }
        catch (SsprException e) when (e.IsRefusal(404))
        {
            return null;
        }
    }

    // $top works but is not documented for this report: a service that refuses it still gets a chance.
    private async Task<TResult> WithoutTopIfRefusedAsync<TResult>(string? filter, int top, IEngineLog log, Func<PageReader<SsprRegistration>, Func<RequestInformation>, Task<TResult>> read)
    {
        var call = Call(log, filter);
        try
        {
            return await read(new PageReader<SsprRegistration>(graph, call, RegistrationRow.Read), () => Request(filter, top)).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && call.Rows == 0)
        {
            log.Verbose($"Refused with $top ({e.Failure!.Message}); asking without it.");
        }

        try
        {
            return await read(new PageReader<SsprRegistration>(graph, call, RegistrationRow.Read), () => Request(filter, null)).ConfigureAwait(false);
        }
        catch (SsprException e) when (e.IsRefusal(400) && filter is not null)
        {
            throw new SsprException(SsprErrorId.FilterRefused, e.Failure!.Message ?? e.Failure.Code) { Failure = e.Failure, Target = filter };
        }
    }

    private RequestInformation Request(string? filter, int? top) =>
        graph.Build.Reports.AuthenticationMethods.UserRegistrationDetails.ToGetRequestInformation(c =>
        {
            c.QueryParameters.Filter = filter;
            c.QueryParameters.Top = top;
        });

    private static GraphCall Call(IEngineLog log, string? target) =>
        new(log) { Quota = QuotaKind.Reports, Permissions = Permissions, Roles = Roles, Target = target };

    // Disabled and deleted users have no row, and a new user has none yet (users.md: never a bare 404).
    private static SsprRegistration Absent(User user)
    {
        var isGuest = string.Equals(user.UserType, "Guest", StringComparison.OrdinalIgnoreCase);
        return new SsprRegistration
        {
            Id = user.Id ?? "",
            UserPrincipalName = user.UserPrincipalName ?? "",
            DisplayName = user.DisplayName,
            UserType = isGuest ? SsprUserType.Guest : SsprUserType.Member,
            Status = user.AccountEnabled == false ? SsprRegistrationStatus.Disabled
                : isGuest ? SsprRegistrationStatus.Guest
                : SsprRegistrationStatus.NoRecord,
        };
    }
}
