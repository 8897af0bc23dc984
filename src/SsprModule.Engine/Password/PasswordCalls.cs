using System.Security;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Authentication.Methods.Item.ResetPassword;
using SsprModule.Contracts;
using SsprModule.Engine.Graph;

namespace SsprModule.Engine.Password;

/// <summary>The calls that change something in a reset.</summary>
internal interface IPasswordCalls
{
    /// <summary>POST resetPassword (Microsoft Learn). Not repeated after a fault: the reset may have happened.</summary>
    /// <returns>The address of the operation, or null when the answer names none.</returns>
    Task<Uri?> ResetAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>PATCH user with a passwordProfile (Update user, Microsoft Learn). Not repeated after a fault here: whoever calls it can find out whether it had effect.</summary>
    Task SetProfileAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken);

    /// <summary>POST revokeSignInSessions (Microsoft Learn).</summary>
    Task RevokeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken);
}

/// <summary>Sends the calls of a reset.</summary>
internal sealed class PasswordCalls : IPasswordCalls
{
    /// <summary>The id of the password method, the same for every user (passwordAuthenticationMethod, Microsoft Learn).</summary>
    private const string PasswordMethodId = "28c10230-6103-485e-b985-444c60001490";

    // Who may reset whose password: Privileged roles and permissions, Microsoft Learn.
    private static readonly string[] Roles =
    [
        "Password Administrator", "Helpdesk Administrator", "Authentication Administrator", "User Administrator",
        "Privileged Authentication Administrator", "Global Administrator",
    ];

    private static readonly string[] ResetPermissions = ["UserAuthenticationMethod.ReadWrite.All"];
    private static readonly string[] ProfilePermissions = ["User-PasswordProfile.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];
    private static readonly string[] RevokePermissions = ["User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];

    private readonly GraphClient graph;

    public PasswordCalls(GraphClient graph) => this.graph = graph;

    /// <inheritdoc/>
    public async Task<Uri?> ResetAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Users[plan.Id].Authentication.Methods[PasswordMethodId].ResetPassword.ToPostRequestInformation(new ResetPasswordPostRequestBody());
        var call = new GraphCall(log) { Permissions = ResetPermissions, Roles = Roles, Target = plan.UserPrincipalName, IsRepeatable = false };
        using var body = PasswordBody.ForReset(password);
        using var response = await SendAsync(request, call, body, cancellationToken).ConfigureAwait(false);
        var location = response.Headers.Location;
        return location is null || location.IsAbsoluteUri ? location : new Uri(graph.Endpoint, location);
    }

    /// <inheritdoc/>
    public async Task SetProfileAsync(PasswordResetPlan plan, SecureString password, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Users[plan.Id].ToPatchRequestInformation(new User());
        var call = new GraphCall(log) { Permissions = ProfilePermissions, Roles = Roles, Target = plan.UserPrincipalName, IsRepeatable = false, CanBatch = true };
        using var body = PasswordBody.ForProfile(password, plan.MustChange, plan.ChangeWithMfa);
        using var response = await SendAsync(request, call, body, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RevokeAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var request = graph.Build.Users[plan.Id].RevokeSignInSessions.ToPostRequestInformation();
        var call = new GraphCall(log) { Permissions = RevokePermissions, Roles = Roles, Target = plan.UserPrincipalName, CanBatch = true };
        using var response = await graph.SendAsync(request, call, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(Microsoft.Kiota.Abstractions.RequestInformation request, GraphCall call, PasswordBody body, CancellationToken cancellationToken)
    {
        try
        {
            return await graph.SendAsync(request, call, cancellationToken, body).ConfigureAwait(false);
        }
        finally
        {
            body.Wipe();
        }
    }
}
