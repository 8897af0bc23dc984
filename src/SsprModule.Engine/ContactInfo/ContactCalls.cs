using System.Text.Json;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;
using SsprModule.Errors;
using SsprModule.Models;

namespace SsprModule.Engine.ContactInfo;

/// <summary>The calls on the authentication methods of a user (authenticationMethod resource type, Microsoft Learn).</summary>
internal sealed class ContactCalls
{
    private static readonly string[] AllRead = ["UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All"];
    private static readonly string[] PhoneWrite = ["UserAuthMethod-Phone.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
    private static readonly string[] EmailWrite = ["UserAuthMethod-Email.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
    private static readonly string[] AnyWrite = ["UserAuthenticationMethod.ReadWrite.All"];
    private static readonly string[] OrganizationRead = ["Organization.Read.All", "Directory.Read.All"];
    private static readonly string[] Readers = ["Global Reader", "Authentication Administrator", "Privileged Authentication Administrator"];
    private static readonly string[] Writers = ["Authentication Administrator", "Privileged Authentication Administrator"];

    private readonly GraphClient graph;

    public ContactCalls(GraphClient graph) => this.graph = graph;

    /// <summary>All methods (List methods).</summary>
    public async Task<IReadOnlyList<StoredMethod>> MethodsAsync(User user, IEngineLog log, CancellationToken cancellationToken) =>
        MethodTypes.Read(
            await graph.ReadAsync(graph.Build.Users[user.Id].Authentication.Methods.ToGetRequestInformation(), Read(user, AllRead, log), cancellationToken).ConfigureAwait(false), null);

    /// <summary>The phones and the e-mail method, read with the least permissions that allow to write them.</summary>
    /// <param name="user">The user.</param>
    /// <param name="phones">Whether phones are wanted.</param>
    /// <param name="email">Whether the e-mail method is wanted.</param>
    /// <param name="log">Where the calls report.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<IReadOnlyList<StoredMethod>> ContactsAsync(User user, bool phones, bool email, IEngineLog log, CancellationToken cancellationToken)
    {
        var of = graph.Build.Users[user.Id].Authentication;
        var lists = await Task.WhenAll(
            phones ? graph.ReadAsync(of.PhoneMethods.ToGetRequestInformation(), Read(user, [.. PhoneWrite, .. AllRead], log), cancellationToken) : Nothing(),
            email ? graph.ReadAsync(of.EmailMethods.ToGetRequestInformation(), Read(user, [.. EmailWrite, .. AllRead], log), cancellationToken) : Nothing()).ConfigureAwait(false);
        return [.. phones ? MethodTypes.Read(lists[0], "phone") : [], .. email ? MethodTypes.Read(lists[1], "email") : []];
    }

    /// <summary>The method that the user is asked for first, in the word of signInPreferences (beta); null when there is none or it can't be read.</summary>
    public async Task<string?> PreferredAsync(User user, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = new RequestInformation { HttpMethod = Method.GET, UrlTemplate = "{+beta}/users/{user%2Did}/authentication/signInPreferences" };
        request.PathParameters["beta"] = $"{graph.Endpoint.AbsoluteUri.TrimEnd('/')}/beta";
        request.PathParameters["user%2Did"] = user.Id!;
        try
        {
            // Beta: a run's batches are v1.0, so this goes by itself.
            var call = new GraphCall(log) { Permissions = AllRead, Roles = Readers, Target = user.UserPrincipalName };
            return Json.Text(await graph.ReadAsync(request, call, cancellationToken).ConfigureAwait(false), "userPreferredMethodForSecondaryAuthentication") ?? "";
        }
        catch (SsprException e) when (e.Failure is { Status: 400 or 403 or 404 })
        {
            log.Verbose($"The default method can't be read ({e.Failure.Code}).");
            return null;
        }
    }

    /// <summary>The verified domains of the tenant (Get organization).</summary>
    public async Task<IReadOnlyCollection<string>> DomainsAsync(IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Organization.ToGetRequestInformation(c => c.QueryParameters.Select = ["verifiedDomains"]);
        var found = await graph.ReadAsync(request, new GraphCall(log) { Permissions = OrganizationRead }, OrganizationCollectionResponse.CreateFromDiscriminatorValue, cancellationToken).ConfigureAwait(false);
        return [.. (found.Value ?? []).SelectMany(o => o.VerifiedDomains ?? []).Select(d => d.Name).OfType<string>()];
    }

    /// <summary>
    /// Adds, updates or deletes one phone or the e-mail method. There is at most one of each, so that a call that is sent
    /// again after a fault does nothing twice.
    /// </summary>
    public async Task WriteAsync(User user, ContactChange change, IEngineLog log, CancellationToken cancellationToken)
    {
        var isEmail = change.Method == SsprMethodKind.Email;
        var call = new GraphCall(log) { Permissions = isEmail ? EmailWrite : PhoneWrite, Roles = Writers, Target = user.UserPrincipalName, CanBatch = true };
        using var response = await graph.SendAsync(isEmail ? EmailRequest(user, change) : PhoneRequest(user, change), call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes one method of any kind.</summary>
    public async Task RemoveAsync(string userId, string userName, SsprMethodKind kind, string methodId, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = new RequestInformation { HttpMethod = Method.DELETE, UrlTemplate = $"{{+baseurl}}/users/{{user%2Did}}/authentication/{MethodTypes.Of(kind).List}/{{method%2Did}}" };
        request.PathParameters["baseurl"] = graph.Build.RequestAdapter.BaseUrl!;
        request.PathParameters["user%2Did"] = userId;
        request.PathParameters["method%2Did"] = methodId;
        var call = new GraphCall(log) { Permissions = AnyWrite, Roles = Writers, Target = userName };
        using var response = await graph.SendAsync(request, call, cancellationToken).ConfigureAwait(false);
    }

    private RequestInformation PhoneRequest(User user, ContactChange change)
    {
        var phones = graph.Build.Users[user.Id].Authentication.PhoneMethods;
        var phone = new PhoneAuthenticationMethod
        {
            PhoneNumber = change.To,
            PhoneType = change.Method switch
            {
                SsprMethodKind.MobilePhone => AuthenticationPhoneType.Mobile,
                SsprMethodKind.AlternateMobilePhone => AuthenticationPhoneType.AlternateMobile,
                _ => AuthenticationPhoneType.Office,
            },
        };
        var id = MethodTypes.FixedId(change.Method);
        return change.From is null ? phones.ToPostRequestInformation(phone)
            : change.To is null ? phones[id].ToDeleteRequestInformation()
            : phones[id].ToPatchRequestInformation(phone);
    }

    private RequestInformation EmailRequest(User user, ContactChange change)
    {
        var emails = graph.Build.Users[user.Id].Authentication.EmailMethods;
        var email = new EmailAuthenticationMethod { EmailAddress = change.To };
        var id = MethodTypes.FixedId(change.Method);
        return change.From is null ? emails.ToPostRequestInformation(email)
            : change.To is null ? emails[id].ToDeleteRequestInformation()
            : emails[id].ToPatchRequestInformation(email);
    }

    private static GraphCall Read(User user, string[] permissions, IEngineLog log) =>
        new(log) { Permissions = permissions, Roles = Readers, Target = user.UserPrincipalName, CanBatch = true };

    private static Task<JsonElement> Nothing() => Task.FromResult(default(JsonElement));
}
