using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Registration;

/// <summary>Measure-SsprRegistration: figures by part, snapshots and their trend.</summary>
public sealed class MeasureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sspr-measure-").FullName;

    private string Snapshots => Path.Combine(folder, "snapshots.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_total_adds_up_with_what_Get_lists_and_leaves_guests_and_disabled_out()
    {
        using var session = UserSession.InSandbox("-UserCount 2000");
        var rows = session.Run("$rows = Get-SsprRegistration -IncludeUnreported; $rows").AssertFine().As<SsprRegistration>().ToList();
        var total = session.Run("$rows | Measure-SsprRegistration").Single<SsprRegistrationMeasure>();
        var members = rows.Where(r => r.Status is not (SsprRegistrationStatus.Guest or SsprRegistrationStatus.Disabled) && r.UserType == SsprUserType.Member).ToList();
        Assert.Equal(members.Count, total.Users);
        Assert.Equal(members.Count(r => r.IsSsprCapable == true), total.Capable);
        Assert.Equal(members.Count(r => r.IsSsprEnabled == true && r.IsSsprCapable != true), total.ToChase);
        Assert.Equal(rows.Count(r => r.Status == SsprRegistrationStatus.Disabled), total.Disabled);
        Assert.True(total.Guests > 0 && total.Disabled > 0 && total.Capable > 0);
        Assert.Equal(rows.Count, total.Users + total.Guests + total.Disabled);
        Assert.Equal(Math.Round(100.0 * total.Capable / total.Users, 1), total.Coverage);
    }

    [Theory]
    [InlineData("-By Department", "Amsterdam")]
    [InlineData("-By Domain", "contoso.com")]
    [InlineData("-By Method", "email")]
    [InlineData("-By Role", "Global Administrator")]
    [InlineData("-By Group -Group 'SSPR Pilot', 'Service Desk'", "SSPR Pilot")]
    public void The_parts_are_counted(string parameters, string part)
    {
        using var session = UserSession.InSandbox("-UserCount 2000");
        var result = session.Run($"Measure-SsprRegistration {parameters}").AssertFine().As<SsprRegistrationMeasure>().ToList();
        Assert.Equal(SsprMeasureBy.Total, result[0].By);
        Assert.Contains(result, r => r.Value == part && r.Users > 0);
        Assert.All(result.Skip(1), r => Assert.True(r.Users <= result[0].Users && r.Capable <= r.Users));
    }

    [Fact]
    public void Rows_without_the_property_are_told_by_a_warning()
    {
        using var session = UserSession.InSandbox();
        Assert.Contains(session.Run("Get-SsprRegistration | Measure-SsprRegistration -By Department").AssertFine().Warnings, w => w.Contains("-Property Department"));
    }

    [Fact]
    public void Nothing_from_the_pipeline_is_nothing_and_needs_no_connection()
    {
        using var session = new UserSession();
        Assert.Equal(0, session.Run("@() | Measure-SsprRegistration").Single<SsprRegistrationMeasure>().Users);
        Assert.Equal("NotConnected", session.Run("Measure-SsprRegistration").EndedWith);
        Assert.Equal("ParametersConflict", session.Run("Measure-SsprRegistration -Trend").EndedWith);
        Assert.Equal("ParametersConflict", session.Run("Measure-SsprRegistration -By Group").EndedWith);
    }

    [Fact]
    public void A_trend_tells_newly_able_newly_lost_joined_and_left_with_names()
    {
        using var session = new UserSession();
        Take(session, Row(1, true), Row(2, true), Row(3, false), Row(4, false)).AssertFine();
        Take(session, Row(1, true), Row(2, false), Row(3, true), Row(5, false)).AssertFine();
        var trend = session.Run("$rows | Measure-SsprRegistration -SnapshotPath $path -Trend", ("path", Snapshots), ("rows", new[] { Row(1, false), Row(2, false), Row(3, true), Row(5, true) }))
            .AssertFine().As<SsprRegistrationTrend>().ToList();
        Assert.Equal(3, trend.Count);
        Assert.Equal((null, null), (trend[0].NewlyAble, trend[0].Left));
        Assert.Equal((1, 1, 1, 1), (trend[1].NewlyAble, trend[1].NewlyLost, trend[1].Joined, trend[1].Left));
        Assert.Equal((1, 1, 0, 0), (trend[2].NewlyAble, trend[2].NewlyLost, trend[2].Joined, trend[2].Left));
        Assert.Equal(["user5@contoso.com"], trend[2].NewlyAbleUsers);
        Assert.Equal(["user1@contoso.com"], trend[2].NewlyLostUsers);
    }

    [Fact]
    public void A_snapshot_names_nobody_and_only_its_owner_may_read_it()
    {
        using var session = new UserSession();
        Take(session, Row(1, true)).AssertFine();
        var text = File.ReadAllText(Snapshots);
        Assert.DoesNotContain("user1", text);
        Assert.DoesNotContain("00000000-0000", text);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Snapshots));
        }
    }

    [Fact]
    public void A_damaged_line_is_told_by_number_and_the_others_are_used()
    {
        using var session = new UserSession();
        Take(session, Row(1, true)).AssertFine();
        var whole = File.ReadAllText(Snapshots);
        File.WriteAllText(Snapshots, whole + "{\"rubbish\n" + whole + whole[..^20]);
        var outcome = session.Run("$rows | Measure-SsprRegistration -SnapshotPath $path -Trend", ("path", Snapshots), ("rows", new[] { Row(1, false) })).AssertFine();
        Assert.Equal(3, outcome.Output.Count);
        Assert.Equal(["2", "4"], outcome.Warnings.Select(w => w.Split(' ')[1]));
        Assert.Equal(1, outcome.As<SsprRegistrationTrend>().Last().NewlyLost);
        Assert.Equal(4, session.Run("$rows | Measure-SsprRegistration -SnapshotPath $path -Trend -WhatIf", ("rows", new[] { Row(1, false) })).AssertFine().Output.Count);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_an_error_that_names_it()
    {
        using var session = new UserSession();
        var outcome = session.Run("$rows | Measure-SsprRegistration -SnapshotPath $path", ("path", Path.Combine(folder, "no", "such", "folder.jsonl")), ("rows", new[] { Row(1, false) }));
        Assert.Equal("SnapshotNotWritten", outcome.EndedWith);
        Assert.Contains("folder.jsonl", outcome.EndError.Exception.Message);
    }

    private Outcome Take(UserSession session, params SsprRegistration[] rows) =>
        session.Run("$rows | Measure-SsprRegistration -SnapshotPath $path", ("path", Snapshots), ("rows", rows));

    private static SsprRegistration Row(int number, bool capable) => new()
    {
        Id = $"00000000-0000-0000-0000-{number:d12}",
        UserPrincipalName = $"user{number}@contoso.com",
        IsSsprEnabled = true,
        IsSsprCapable = capable,
        Status = capable ? SsprRegistrationStatus.Capable : SsprRegistrationStatus.NotRegistered,
    };
}
