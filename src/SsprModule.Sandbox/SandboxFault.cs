namespace SsprModule.Sandbox;

/// <summary>
/// Something that goes wrong on purpose. Each fault is deterministic: it strikes every n-th fitting call, where n is
/// given below and can be set for all at once with <see cref="SandboxOptions.FaultEvery"/>.
/// "Collection" means a GET whose answer is a page of items.
/// </summary>
public enum SandboxFault
{
    /// <summary>Every 4th Graph call is answered 429 with <c>Retry-After: 1</c>, although it is within the quotas. Nothing is done.</summary>
    Throttled,

    /// <summary>Every 5th Graph call is answered 503; the first, third, ... of them with <c>Retry-After: 1</c>, the others without. Nothing is done.</summary>
    Unavailable,

    /// <summary>Every 7th Graph call is answered 504. The work HAS been done when the call was a write.</summary>
    GatewayTimeout,

    /// <summary>
    /// The connection breaks at every 10th Graph request, a batch counting as one, and no answer comes: at the first, third, ...
    /// of them before anything is done, at the others after the work HAS been done.
    /// </summary>
    Dropped,

    /// <summary>Every collection page comes <see cref="SandboxOptions.SlowPageDelay"/> late, measured on the tenant's clock.</summary>
    SlowPages,

    /// <summary>The connection breaks in the middle of the body of every 2nd collection page, the first one included.</summary>
    DropMidPage,

    /// <summary>Every 2nd collection page, the first one included, is a 200 whose JSON is cut off.</summary>
    TruncatedJson,

    /// <summary>Every 2nd Graph GET, the first one included, is answered 200 with <c>text/html</c>, as a proxy does.</summary>
    HtmlFromProxy,

    /// <summary>Every collection page of users, groups, reports and audit events carries a next link to another host.</summary>
    ForeignNextLink,

    /// <summary>Every collection page of users, groups, reports and audit events carries a next link to itself.</summary>
    PageLoop,

    /// <summary>The reset operation of a synced user ends <c>failed</c>: the writeback agent cannot be reached.</summary>
    WritebackDown,

    /// <summary>Reset operations stay <c>running</c> for ever.</summary>
    ResetNeverEnds,

    /// <summary>The portal backend answers every call with 502 and HTML.</summary>
    PortalDown,

    /// <summary>The portal backend's policy objects lack a known field and have a new one.</summary>
    PortalShapeChanged,

    /// <summary>Right after each PUT of the portal policy somebody else writes back the object as it was before.</summary>
    PortalOverwritten,

    /// <summary>Right after the first read of the portal policy somebody else switches <c>notifyOnAdminPasswordReset</c>.</summary>
    PortalEdited,

    /// <summary>Right after the first read of the portal policy somebody else sets the user scope to the next one.</summary>
    PortalScopeEdited,

    /// <summary>The tenant has no Entra ID P1: reports answer 403 <c>Authentication_RequestFromNonPremiumTenantOrB2CTenant</c>, the portal refuses.</summary>
    Unlicensed,

    /// <summary>Every token counts as expired: 401 <c>InvalidAuthenticationToken</c>.</summary>
    ExpiredToken,
}
