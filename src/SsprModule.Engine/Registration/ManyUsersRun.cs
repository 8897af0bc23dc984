using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.Registration;

/// <summary>Finds many users in one pass over the report. Those whom it does not list are looked up in the directory.</summary>
internal sealed class ManyUsersRun
{
    // Beyond this one pass over the users takes fewer calls in most tenants.
    private const int LookUpsAtMost = 20;

    private readonly RegistrationServices services;
    private readonly IRegistrationContext context;
    private readonly IEngineLog log;

    public ManyUsersRun(RegistrationServices services, IRegistrationContext context, IEngineLog log)
    {
        this.services = services;
        this.context = context;
        this.log = log;
    }

    /// <summary>Hands over a row or an error for each user, in the order of the users.</summary>
    public async Task RunAsync(IReadOnlyList<string> wanted, IUserSink<SsprRegistration> sink, CancellationToken cancellationToken)
    {
        var (names, errors) = Check(wanted);
        var found = names.Values.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(name => name, _ => (SsprRegistration?)null, StringComparer.OrdinalIgnoreCase);
        await services.Report.StreamAsync(new RegistrationQuery(), context, new EachSink<SsprRegistration>(row => Keep(found, row)), log, cancellationToken).ConfigureAwait(false);
        await LookUpAsync(found, errors, cancellationToken).ConfigureAwait(false);
        foreach (var user in wanted)
        {
            if (names.TryGetValue(user, out var name) && found[name] is { } row)
            {
                await sink.WriteAsync([row]).ConfigureAwait(false);
            }
            else
            {
                await sink.FailAsync(errors[name ?? user]).ConfigureAwait(false);
            }
        }
    }

    private static (Dictionary<string, string> Names, Dictionary<string, SsprException> Errors) Check(IReadOnlyList<string> wanted)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new Dictionary<string, SsprException>(StringComparer.OrdinalIgnoreCase);
        foreach (var user in wanted)
        {
            try
            {
                names[user] = UserName.Check(user);
            }
            catch (SsprException e)
            {
                errors[user] = e;
            }
        }

        return (names, errors);
    }

    private static void Keep(Dictionary<string, SsprRegistration?> found, SsprRegistration row)
    {
        foreach (var key in new[] { row.Id, row.UserPrincipalName })
        {
            // A row of the report is not to be replaced by what the directory says of a user.
            if (found.TryGetValue(key, out var known) && known is null)
            {
                found[key] = row;
            }
        }
    }

    private async Task LookUpAsync(Dictionary<string, SsprRegistration?> found, Dictionary<string, SsprException> errors, CancellationToken cancellationToken)
    {
        if (found.Count(f => f.Value is null) > LookUpsAtMost)
        {
            log.Verbose("Many users are not in the report; reading the users of the tenant once.");
            await services.Users.StreamAsync([], null, new EachSink<TenantUser>(user => Keep(found, user.ToRegistration(context))), log, cancellationToken).ConfigureAwait(false);
            foreach (var name in Missing())
            {
                errors[name] = new SsprException(SsprErrorId.UserNotFound, name) { Target = name };
            }

            return;
        }

        foreach (var name in Missing())
        {
            try
            {
                var user = await services.UserReader.GetAsync(name, log, cancellationToken).ConfigureAwait(false);

                // The report may still know a user by a former name.
                var row = string.Equals(user.Id, name, StringComparison.OrdinalIgnoreCase) ? null
                    : await services.Report.ByIdAsync(user.Id!, context, log, cancellationToken).ConfigureAwait(false);
                found[name] = row ?? TenantUser.From(user).ToRegistration(context);
            }
            catch (SsprException e) when (e.IsAboutTarget)
            {
                errors[name] = e;
            }
        }

        List<string> Missing() => [.. found.Where(f => f.Value is null).Select(f => f.Key)];
    }
}
