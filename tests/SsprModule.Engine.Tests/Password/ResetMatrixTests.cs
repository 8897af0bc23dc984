using SsprModule.Engine.Password.Guards;
using Xunit;

namespace SsprModule.Engine.Tests.Password;

/// <summary>Who may reset whose password, row by row as Microsoft documents it.</summary>
public sealed class ResetMatrixTests
{
    private static readonly Dictionary<string, string> Ids = new()
    {
        ["Pwd"] = "966707d0-3269-4727-9be2-8c3a10f19b9d",
        ["Help"] = "729827e3-9c14-49f7-bb1b-9608f156bbb8",
        ["Auth"] = "c4e39bd9-1100-46d3-8c65-fb160da0071f",
        ["User"] = "fe930be7-5e62-47db-91af-98c3a49a38b1",
        ["PAA"] = "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
        ["GA"] = "62e90394-69f5-4237-9190-012177145e10",
        ["Directory Readers"] = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
        ["Guest Inviter"] = "95e79109-95c0-4d8e-aee3-d01accf2d47b",
        ["Reports Reader"] = "4a5d8f65-41da-4de4-8968-e035b65339cf",
        ["Message Center Reader"] = "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b",
        ["Groups Administrator"] = "fdd7a751-b60b-444a-984c-02652fe8fa1c",
        ["custom"] = "0f0f0f0f-0000-0000-0000-000000000000",
    };

    [Theory]
    [InlineData("", "Pwd Help Auth User PAA GA")]
    [InlineData("Directory Readers", "Pwd Help Auth User PAA GA")]
    [InlineData("Guest Inviter", "Pwd Help Auth User PAA GA")]
    [InlineData("Pwd", "Pwd Help Auth User PAA GA")]
    [InlineData("Reports Reader", "Help Auth User PAA GA")]
    [InlineData("Message Center Reader", "Help Auth User PAA GA")]
    [InlineData("Help", "Help User PAA GA")]
    [InlineData("Auth", "Auth PAA GA")]
    [InlineData("Groups Administrator", "User PAA GA")]
    [InlineData("User", "User PAA GA")]
    [InlineData("GA", "PAA GA")]
    [InlineData("custom", "PAA GA")]
    [InlineData("Help,Auth", "PAA GA")]
    [InlineData("Pwd,Reports Reader", "Help Auth User PAA GA")]
    public void The_roles_of_the_target_say_who_may(string held, string expected) =>
        Assert.Equal(expected.Split(' ').Select(name => Ids[name]), ResetMatrix.WhoMayReset(Holdings(held), inRoleAssignableGroup: false));

    [Fact]
    public void A_member_of_a_role_assignable_group_is_for_the_highest_only() =>
        Assert.Equal([Ids["PAA"], Ids["GA"]], ResetMatrix.WhoMayReset([], inRoleAssignableGroup: true));

    [Fact]
    public void A_role_that_is_not_activated_does_not_count() =>
        Assert.Equal(6, ResetMatrix.WhoMayReset([new RoleHolding(Ids["GA"], "Global Administrator", IsEligible: true, IsTenantWide: true)], false).Count);

    [Theory]
    [InlineData("Directory Readers", true)]
    [InlineData("Reports Reader", true)]
    [InlineData("Pwd", false)]
    [InlineData("Groups Administrator", false)]
    [InlineData("custom", false)]
    public void Only_roles_that_read_are_harmless(string role, bool harmless) => Assert.Equal(harmless, ResetMatrix.IsHarmless(Ids[role].ToUpperInvariant()));

    private static IEnumerable<RoleHolding> Holdings(string held) =>
        held.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new RoleHolding(Ids[name], name, IsEligible: false, IsTenantWide: true));
}
