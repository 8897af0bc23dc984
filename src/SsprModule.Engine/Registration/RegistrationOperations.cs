using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>The registration report, for one user, for many and for the whole tenant.</summary>
internal sealed class RegistrationOperations : IRegistrationOperations
{
    private readonly ReportReader report;
    private readonly UserReader users;
    private readonly RegistrationServices services;

    public RegistrationOperations(RegistrationServices services)
    {
        this.services = services;
        report = services.Report;
        users = services.UserReader;
    }

    /// <inheritdoc/>
    public Task StreamAsync(RegistrationQuery query, ISink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken) =>
        new RegistrationRun(services, query, sink, log).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<SsprRegistration> GetAsync(string user, IEngineLog log, CancellationToken cancellationToken) =>
        await GetAsync(user, await services.Contexts.ReadAsync(log, cancellationToken).ConfigureAwait(false), log, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task GetManyAsync(IReadOnlyList<string> wanted, IUserSink<SsprRegistration> sink, IEngineLog log, CancellationToken cancellationToken)
    {
        var context = await services.Contexts.ReadAsync(log, cancellationToken).ConfigureAwait(false);
        if (await services.Cost.IsPassCheaperAsync(wanted.Distinct(StringComparer.OrdinalIgnoreCase).Count(), log, cancellationToken).ConfigureAwait(false))
        {
            await new ManyUsersRun(services, context, log).RunAsync(wanted, sink, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var user in wanted)
        {
            try
            {
                var row = await GetAsync(UserName.Check(user), context, log, cancellationToken).ConfigureAwait(false);
                await sink.WriteAsync([row]).ConfigureAwait(false);
            }
            catch (SsprException e) when (e.IsAboutTarget || e.Id == SsprErrorId.FilterRefused)
            {
                await sink.FailAsync(e).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<Guid>> GetMembersAsync(string group, IEngineLog log, CancellationToken cancellationToken)
    {
        var found = await services.Groups.FindAsync(group, log, cancellationToken).ConfigureAwait(false);
        var members = new HashSet<Guid>();
        await services.Users.StreamMembersAsync(found.Id!, null, new EachSink<TenantUser>(user => members.Add(user.Id)), log, cancellationToken).ConfigureAwait(false);
        return members;
    }

    /// <summary>The first row that matches, or null.</summary>
    public Task<SsprRegistration?> FirstAsync(string filter, IEngineLog log, CancellationToken cancellationToken) =>
        report.FirstAsync(filter, null, log, cancellationToken);

    private async Task<SsprRegistration> GetAsync(string user, IRegistrationContext context, IEngineLog log, CancellationToken cancellationToken)
    {
        var isId = Guid.TryParse(user, out _);
        var row = isId
            ? await report.ByIdAsync(user, context, log, cancellationToken).ConfigureAwait(false)
            : await report.FirstAsync($"userPrincipalName eq {OData.Quote(user)}", context, log, cancellationToken).ConfigureAwait(false);
        if (row is not null)
        {
            return row;
        }

        // The report may still know a user by a former name.
        var found = await users.GetAsync(user, log, cancellationToken).ConfigureAwait(false);
        row = isId ? null : await report.ByIdAsync(found.Id!, context, log, cancellationToken).ConfigureAwait(false);
        return row ?? TenantUser.From(found).ToRegistration(context);
    }
}
