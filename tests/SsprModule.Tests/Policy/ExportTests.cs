using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Policy;

/// <summary>Export-SsprPolicy: what is known goes into the file, and nothing else.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-export-").FullName;

    private string Path => System.IO.Path.Combine(folder, "policy.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_file_says_whose_policy_it_is_and_the_pipeline_stays_empty()
    {
        using var session = UserSession.InSandbox();
        Assert.Empty(session.Run("Export-SsprPolicy $path", ("path", Path)).AssertFine().Output);

        var text = File.ReadAllText(Path);
        var context = session.Run("Get-SsprContext").Single<SsprContext>();
        Assert.Contains($"\"tenantId\": \"{context.TenantId}\"", text);
        Assert.Contains("\"scopeGroupName\": \"SSPR Pilot Amsterdam\"", text);
        Assert.Contains("\"userScope\": \"Selected\"", text);
        Assert.DoesNotContain("null", text);
    }

    [Fact]
    public void Two_exports_of_the_same_policy_differ_in_the_time_alone()
    {
        using var session = UserSession.InSandbox();
        var first = Lines("first.json");
        var second = Lines("second.json");
        Assert.Equal(first, second);

        IEnumerable<string> Lines(string name)
        {
            session.Run("Export-SsprPolicy $path", ("path", System.IO.Path.Combine(folder, name))).AssertFine();
            return File.ReadAllLines(System.IO.Path.Combine(folder, name)).Where(l => !l.Contains("exportedAt"));
        }
    }

    [Fact]
    public void Without_a_path_the_settings_come_as_an_object()
    {
        using var session = UserSession.InSandbox();
        var settings = session.Run("Export-SsprPolicy").Single<SsprPolicySettings>();
        Assert.Equal((SsprUserScope.Selected, 1, ""), (settings.UserScope, settings.MethodsRequired, settings.HelpdeskLink));
    }

    [Fact]
    public void PassThru_gives_what_was_written()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(SsprUserScope.Selected, session.Run("Export-SsprPolicy $path -PassThru", ("path", Path)).Single<SsprPolicySettings>().UserScope);
        Assert.True(File.Exists(Path));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_with_Force_only()
    {
        File.WriteAllText(Path, "mine");
        using var session = UserSession.InSandbox();

        var refused = session.Run("Export-SsprPolicy $path", ("path", Path));
        Assert.Equal("PolicyFileExists", refused.EndedWith);
        Assert.Equal("mine", File.ReadAllText(Path));

        session.Run("Export-SsprPolicy $path -Force", ("path", Path)).AssertFine();
        Assert.StartsWith("{", File.ReadAllText(Path));
    }

    [Fact]
    public void WhatIf_writes_no_file()
    {
        using var session = UserSession.InSandbox();
        session.Run("Export-SsprPolicy $path -WhatIf", ("path", Path)).AssertFine();
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_relative_path_is_taken_from_the_location_of_the_session()
    {
        using var session = UserSession.InSandbox();
        session.Run("[void]$ExecutionContext.SessionState.Path.SetLocation($folder); Export-SsprPolicy policy.json", ("folder", folder)).AssertFine();
        Assert.True(File.Exists(Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal("PolicyFileNotWritten", session.Run("Export-SsprPolicy $path", ("path", System.IO.Path.Combine(folder, "no", "x.json"))).EndedWith);
    }

    [Fact]
    public void What_an_application_can_not_read_or_only_infers_is_left_out_and_named()
    {
        using var session = UserSession.InSandbox("-SignIn Application");

        var outcome = session.Run("Export-SsprPolicy");

        var settings = outcome.Single<SsprPolicySettings>();
        Assert.Null(settings.UserScope);
        Assert.Null(settings.MethodsRequired);
        Assert.NotNull(settings.AdminSspr);
        Assert.Contains(outcome.Warnings, w => w.Contains("UserScope, ScopeGroup, MethodsRequired", StringComparison.Ordinal));
    }

    [Fact]
    public void An_export_can_be_applied_and_then_nothing_changes()
    {
        using var session = UserSession.InSandbox();
        var before = session.Run("Get-SsprPolicy").Single<SsprPolicy>();
        session.Run("Enable-SsprPolicy All -Confirm:$false").AssertFine();
        Assert.Equal(["UserScope", "ScopeGroup"], session.Run("Compare-SsprPolicy -InputObject $before -ExcludeEqual", ("before", before)).AssertFine().As<SsprPolicyComparison>().Select(r => r.Field));
    }
}
