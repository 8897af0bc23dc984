using Microsoft.Graph.Models;
using SsprModule.Contracts;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.Password;

/// <summary>Chooses the call that resets a user's password, by who is signed in, where the account lives and what is asked for.</summary>
internal static class ResetRoutes
{
    /// <summary>The route for a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="isFederated">Whether the user's domain is known to be federated.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="context">Who is signed in, to which cloud.</param>
    /// <param name="signIn">A person or an application, as far as is known by now.</param>
    /// <remarks>
    /// resetPassword (Microsoft Learn) takes a signed-in person, writes back, and always asks for a change at the next sign-in.
    /// PATCH passwordProfile takes both, on cloud accounts only, and says what is to happen at the next sign-in. The cloud
    /// China has no resetPassword in its metadata.
    /// </remarks>
    /// <exception cref="SsprException">ResetNotSupported or NotAvailableInCloud, with the reason and the supported way.</exception>
    public static SsprResetRoute Choose(User user, bool isFederated, PasswordResetOptions options, SsprContext context, SsprSignInKind signIn)
    {
        var isSynced = user.OnPremisesSyncEnabled == true;
        var isApplication = signIn == SsprSignInKind.Application;
        var setsProfile = !options.ForceChangeAtNextSignIn || options.ForceChangeWithMfa;
        if (Is(user.UserType, "Guest"))
        {
            throw Refuse("ResetGuest");
        }

        if (Is(user.Id, context.ObjectId))
        {
            throw Refuse("ResetOwnAccount");
        }

        // A synced account of a federated domain has its password on premises, where writeback reaches it.
        if (isFederated && (isApplication || !isSynced))
        {
            throw Refuse(isSynced ? "ResetFederatedApplication" : "ResetFederated");
        }

        if (isSynced && isApplication)
        {
            throw Refuse("ResetSyncedApplication");
        }

        if (isSynced && setsProfile)
        {
            throw Refuse("ResetSyncedMustChange");
        }

        var hasReset = !isApplication && context.Environment != SsprEnvironment.China;
        if (isSynced && !hasReset)
        {
            throw new SsprException(SsprErrorId.NotAvailableInCloud, "resetPassword", context.Environment) { Target = user.UserPrincipalName };
        }

        return hasReset && !setsProfile ? SsprResetRoute.ResetPassword : SsprResetRoute.PasswordProfile;

        SsprException Refuse(string reason) => new(SsprErrorId.ResetNotSupported, user.UserPrincipalName, new Reason(reason)) { Target = user.UserPrincipalName };
    }

    private static bool Is(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
