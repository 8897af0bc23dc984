using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Enable-SsprPolicy -User and Disable-SsprPolicy -User: the people in the group in scope.</summary>
public sealed class ScopeMemberTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-members-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void People_are_put_into_the_group_in_scope_and_come_out_again_with_the_file()
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprPolicy").Single<SsprPolicy>();

        var after = session.Run($"Enable-SsprPolicy Selected -User bob@contoso.com, sanne.synced@contoso.com, anna@contoso.com, BOB@contoso.com -RollbackPath '{folder}' -Confirm:$false -PassThru").Single<SsprPolicy>();

        Assert.Equal(before.ScopeGroup!.MemberCount + 2, after.ScopeGroup!.MemberCount);
        Assert.Equal(2, File.ReadAllLines(after.RollbackPath!).Length);
        var back = session.Run($"Disable-SsprPolicy -User (Get-Content '{after.RollbackPath}') -RollbackPath '{folder}' -Confirm:$false -PassThru").Single<SsprPolicy>();
        Assert.Equal(before.ScopeGroup.MemberCount, back.ScopeGroup!.MemberCount);
    }

    [Fact]
    public void Someone_who_already_is_in_scope_is_fine_and_nothing_is_written()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Enable-SsprPolicy Selected -User anna@contoso.com -RollbackPath '{folder}' -Confirm:$false -Verbose").AssertFine();
        Assert.DoesNotContain(outcome.Verbose, v => v.Contains("members", StringComparison.Ordinal) && v.StartsWith("POST /groups", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_user_who_does_not_exist_does_not_keep_the_others_out()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"'nobody@contoso.com', 'bob@contoso.com' | Enable-SsprPolicy Selected -RollbackPath '{folder}' -Confirm:$false -PassThru");
        Assert.Equal(["UserNotFound"], outcome.ErrorIds);
        Assert.Single(outcome.Output);
        Assert.Single(File.ReadAllLines(Assert.Single(Directory.GetFiles(folder))));
    }

    [Fact]
    public void A_group_that_can_be_given_roles_is_warned_of_and_takes_a_role_of_its_own()
    {
        using var session = UserSession.InSandbox("-Role 'Authentication Policy Administrator', 'Groups Administrator'");
        session.Run($"Enable-SsprPolicy Selected 'Tier 0 Operators' -RollbackPath '{folder}' -Confirm:$false").AssertFine();
        var outcome = session.Run($"Enable-SsprPolicy Selected -User bob@contoso.com -RollbackPath '{folder}' -Confirm:$false");
        Assert.Contains(outcome.Warnings, w => w.Contains("Tier 0 Operators", StringComparison.Ordinal));
        Assert.Contains("RoleManagement.ReadWrite.Directory", outcome.EndError.Exception.Message + outcome.EndError.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_puts_nobody_anywhere()
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        session.Run($"Enable-SsprPolicy Selected -User bob@contoso.com -RollbackPath '{folder}' -WhatIf").AssertFine();
        Assert.Equal(before.ScopeGroup, session.Run("Get-SsprPolicy").Single<SsprPolicy>().ScopeGroup);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void An_application_must_name_the_group_and_can_change_its_members()
    {
        using var session = UserSession.InSandbox("-SignIn Application");
        var unknown = session.Run("Enable-SsprPolicy Selected -User bob@contoso.com -Confirm:$false");
        Assert.Equal("ScopeGroupUnknown", unknown.EndedWith);
        Assert.Contains("-Group", unknown.EndError.ErrorDetails.RecommendedAction);

        var outcome = session.Run($"Enable-SsprPolicy Selected -Group 'SSPR Pilot Amsterdam' -User bob@contoso.com -RollbackPath '{folder}' -Confirm:$false").AssertFine();
        Assert.Contains(outcome.Warnings, w => w.Contains("SSPR Pilot Amsterdam", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("Enable-SsprPolicy Selected -Group 'Project X'", "GroupAmbiguous")]
    [InlineData("Enable-SsprPolicy Selected -Group 'All Dutch Staff'", "GroupMembersFixed")]
    [InlineData("Enable-SsprPolicy Selected -Group 'SSPR Pilot'", "GroupNotInScope")]
    [InlineData("Enable-SsprPolicy All", "ParametersConflict")]
    [InlineData("Disable-SsprPolicy Admins", "ParametersConflict")]
    [InlineData("Enable-SsprPolicy All -Confirm:$false; Enable-SsprPolicy Selected", "NoGroupInScope")]
    public void A_group_or_scope_that_will_not_do_is_refused(string command, string id)
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(id, session.Run($"{command} -User bob@contoso.com -Confirm:$false").EndedWith);
    }

    [Fact]
    public void A_synced_group_is_refused_with_the_reason()
    {
        const string Id = "5a4dbb0e-0f30-4d0c-9d3b-5e9b7c1f5a01";
        var portal = new PortalServer(PortalServer.Sample.Replace("\"enablementType\": 2", "\"enablementType\": 1", StringComparison.Ordinal).Replace("\"passwordResetEnabledGroupIds\": []", $"\"passwordResetEnabledGroupIds\": [\"{Id}\"]", StringComparison.Ordinal));
        var server = new FakeServer((r, _) => r.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)
            ? portal.Reply(r)
            : FakeServer.Json($$"""{"id":"{{Id}}","displayName":"Staff","securityEnabled":true,"onPremisesSyncEnabled":true}"""));
        using var session = new UserSession();
        session.Connect(server);
        var outcome = session.Run("Enable-SsprPolicy Selected -User bob@contoso.com -Confirm:$false");
        Assert.Equal("GroupMembersFixed", outcome.EndedWith);
        Assert.Contains("on premises", outcome.EndError.Exception.Message);
        Assert.All(server.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public void Who_is_in_scope_through_a_group_within_the_group_is_not_taken_out_of_it()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"""
            Enable-SsprPolicy Selected 'SSPR Pilot' -RollbackPath '{folder}' -Confirm:$false
            Disable-SsprPolicy -User anna@contoso.com -RollbackPath '{folder}' -Confirm:$false
            Disable-SsprPolicy -User anna@contoso.com -RollbackPath '{folder}' -Confirm:$false
            """);
        Assert.Equal(["NotDirectMember"], outcome.ErrorIds);
    }
}
