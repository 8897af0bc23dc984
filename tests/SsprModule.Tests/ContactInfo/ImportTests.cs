using System.Text;
using SsprModule.Contracts;
using SsprModule.Engine.ContactInfo.Import;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.ContactInfo;

/// <summary>Import-SsprContactInfo: what becomes of each row, and what a journal is good for.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sspr-import-");

    private string Csv => Path.Combine(folder.FullName, "people.csv");

    private string Journal => Csv + ".journal.jsonl";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Rows_are_written_and_unchanged_ones_are_passed_over()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "User principal name,Mobile-Phone,AlternateMobilePhone,Email,Remark\nbob@contoso.com,06 12345678,06-12345679,bob@home.example,x\no'brien@contoso.com,,,sile@home.example,\n");

        var first = Import(session, "-Country NL");
        var second = Import(session, "-Country NL");

        Assert.Equal([(2, SsprImportStatus.Changed), (3, SsprImportStatus.Changed)], Rows(first));
        Assert.Equal([SsprMethodKind.MobilePhone, SsprMethodKind.AlternateMobilePhone, SsprMethodKind.Email], first.As<SsprContactImportResult>().First().Methods);
        Assert.Equal([(2, SsprImportStatus.Unchanged), (3, SsprImportStatus.Unchanged)], Rows(second));
        Assert.Equal(["+31 612345678", "+31 612345679", "bob@home.example"], Values(session, "bob@contoso.com"));
        Assert.DoesNotContain("1234567", first.AllText);
        Assert.Contains("Remark", Assert.Single(first.Warnings));
    }

    [Fact]
    public void The_journal_is_for_its_owner_only()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "User,Email\nbob@contoso.com,bob@home.example\n");
        Import(session).AssertFine();
        Assert.Equal(["run", "intent", "done", "row", "end"], File.ReadLines(Journal).Select(l => l.Split('"')[3]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Journal));
        }
    }

    [Fact]
    public void WhatIf_tells_for_each_row_what_would_change_and_only_reads()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "User,MobilePhone,Email\nbob@contoso.com,+31612345678,\nanna@contoso.com,+31 x,\nnobody@contoso.com,,a@b.example\n");

        var outcome = Import(session, "-WhatIf -Verbose");

        Assert.Equal([(2, SsprImportStatus.WouldChange), (3, SsprImportStatus.Invalid), (4, SsprImportStatus.Failed)], Rows(outcome));
        Assert.False(File.Exists(Journal));
        Assert.Empty(Values(session, "bob@contoso.com"));
        Assert.DoesNotContain(outcome.Verbose, v => v.Contains("POST /users", StringComparison.Ordinal) || v.Contains("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_with_a_row_is_told_by_its_number_and_the_others_are_written()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, """
            User;MobilePhone;Email
            bob@contoso.com;'+31 612345678;
            anna@contoso.com;+31 612345670;
            ANNA@contoso.com;+31 612345671;
            o'brien@contoso.com;;s@home.example
            o'brien@contoso.com;;s@home.example
            guest_partner.example#EXT#@contoso.onmicrosoft.com;+31 612345678;
            nobody@contoso.com;+31 612345672;
            no name;+31 612345673;
            sanne.synced@contoso.com;=HYPERLINK("x");
            ;+31 612345674;
            disabled@contoso.com;;
            fred@fabrikam.contoso.com;1;2;3

            helpdesk@contoso.com;+31 612345675;
            """);

        var outcome = Import(session);

        Assert.Equal(
            [
                (2, SsprImportStatus.Changed), (3, SsprImportStatus.Conflict), (4, SsprImportStatus.Conflict), (5, SsprImportStatus.Changed), (6, SsprImportStatus.Duplicate),
                (7, SsprImportStatus.Failed), (8, SsprImportStatus.Failed), (9, SsprImportStatus.Invalid), (10, SsprImportStatus.Invalid), (11, SsprImportStatus.Invalid),
                (12, SsprImportStatus.Invalid), (13, SsprImportStatus.Invalid), (15, SsprImportStatus.Changed),
            ],
            Rows(outcome));
        Assert.All(outcome.ErrorIds, id => Assert.Equal("ImportRowFailed", id));
        Assert.Equal(9, outcome.Errors.Count);
        Assert.Contains("Row 3", outcome.Errors[0].Exception.Message);
        Assert.StartsWith("+44", Values(session, "anna@contoso.com")[0]);
        Assert.True(outcome.As<SsprContactImportResult>().Single(r => r.Row == 10).IsSynced);
        Assert.Contains("1 row", Assert.Single(outcome.Warnings));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    public void The_encoding_is_found_out(string name, bool mark)
    {
        using var session = UserSession.InSandbox();
        var encoding = Encoding.GetEncoding(name);
        File.WriteAllBytes(Csv, [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("sep=;\r\nUPN;Email\r\nbob@contoso.com;böb@home.example\r\n")]);
        Import(session).AssertFine();
        Assert.Equal(["böb@home.example"], Values(session, "bob@contoso.com"));
    }

    [Fact]
    public void A_file_of_an_older_program_is_refused_until_its_encoding_is_named()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllBytes(Csv, Encoding.Latin1.GetBytes("UPN;Email\r\nbob@contoso.com;böb@home.example\r\n"));
        var refused = Import(session);
        Assert.Equal("ImportEncodingUnknown", refused.EndedWith);
        Assert.Contains("Windows-1252", refused.Ended!.Message);
        Import(session, "-Encoding Windows1252").AssertFine();
        Assert.Equal(["böb@home.example"], Values(session, "bob@contoso.com"));
    }

    [Theory]
    [InlineData("Name,Mobile\nBob,1\n", "UserPrincipalName")]
    [InlineData("UPN,Mobile\nbob@contoso.com,1\n", "MobilePhone")]
    [InlineData("", "UserPrincipalName")]
    public void A_missing_column_is_named_with_those_that_are_there(string text, string missing)
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, text);
        var outcome = Import(session);
        Assert.Equal("ImportColumnMissing", outcome.EndedWith);
        Assert.Contains(missing, outcome.Ended!.Message);
        Assert.Contains(text.Split('\n')[0].Replace(",", ", "), outcome.Ended.Message);
        Assert.False(File.Exists(Journal));
    }

    [Fact]
    public void A_quote_that_is_never_closed_hides_no_rows()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "UPN,Email\nbob@contoso.com,\"b@home.example\nanna@contoso.com,a@home.example\n");
        Assert.Equal([(2, SsprImportStatus.Invalid)], Rows(Import(session)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal("ImportFileUnreadable", Import(session).EndedWith);
    }

    [Fact]
    public void A_run_that_was_broken_off_goes_on_behind_what_it_has_done()
    {
        using var session = UserSession.InSandbox();
        var users = Users(session, 200);
        File.WriteAllLines(Csv, ["UPN,Email", .. users.Select((u, i) => $"{u},new{i}@home.example")]);
        Import(session).AssertFine();
        // As a kill leaves it: no end, and the last line cut in two.
        var lines = File.ReadAllLines(Journal);
        var last = Array.FindLastIndex(lines, l => l.Contains("\"row\",\"row\":150", StringComparison.Ordinal));
        File.WriteAllText(Journal, string.Join('\n', lines.Take(last)) + "\n" + lines[last][..20]);

        var outcome = Import(session, "-Verbose").AssertFine();

        var statuses = outcome.As<SsprContactImportResult>().ToList();
        Assert.Equal(200, statuses.Count);
        Assert.All(statuses.Take(80), r => Assert.Equal(SsprImportStatus.DoneBefore, r.Status));
        Assert.All(statuses, r => Assert.True(r.Status is SsprImportStatus.DoneBefore or SsprImportStatus.Unchanged, r.Status.ToString()));
        Assert.DoesNotContain(outcome.Verbose, v => v.Contains("POST /users", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Throttled")]
    [InlineData("Unavailable")]
    [InlineData("GatewayTimeout")]
    [InlineData("TruncatedJson")]
    public void Under_a_fault_nothing_is_lost_and_nothing_twice(string fault)
    {
        using var session = UserSession.InSandbox($"-Fault {fault}");
        var users = Users(session, 120);
        File.WriteAllLines(Csv, ["UPN,MobilePhone,Email", .. users.Select((u, i) => $"{u},+316123{i:d5},new{i}@home.example")]);
        var outcome = Import(session).AssertFine();
        Assert.Equal(120, outcome.As<SsprContactImportResult>().Count(r => r.Status == SsprImportStatus.Changed));
        Assert.Equal(["+31 612300007", "new7@home.example"], Values(session, users[7]).Where(v => v.StartsWith("+31 6123", StringComparison.Ordinal) || v.StartsWith("new", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rollback_restores_and_removes_and_leaves_alone_what_was_changed_since()
    {
        using var session = UserSession.InSandbox();
        var before = Values(session, "anna@contoso.com");
        File.WriteAllText(Csv, "UPN,MobilePhone,AlternateMobilePhone,Email\nanna@contoso.com,+31612345670,+31612345671,a@home.example\nbob@contoso.com,+31612345672,+31612345673,b@home.example\n");
        Import(session).AssertFine();
        session.Run("Set-SsprContactInfo bob@contoso.com -Email someone@else.example").AssertFine();

        var dry = session.Run("Import-SsprContactInfo -Rollback $journal -WhatIf", ("journal", Journal)).AssertFine();
        var outcome = session.Run("Import-SsprContactInfo -Rollback $journal", ("journal", Journal)).AssertFine();
        var again = session.Run("Import-SsprContactInfo -Rollback $journal", ("journal", Journal)).AssertFine();

        Assert.Contains(dry.As<SsprContactImportResult>(), r => r.Status == SsprImportStatus.WouldChange);
        Assert.Equal(before, Values(session, "anna@contoso.com"));
        Assert.Equal(["someone@else.example"], Values(session, "bob@contoso.com"));
        Assert.Equal(5, outcome.As<SsprContactImportResult>().Count(r => r.Status == SsprImportStatus.RolledBack));
        Assert.Equal([SsprMethodKind.Email], outcome.As<SsprContactImportResult>().Single(r => r.Status == SsprImportStatus.ChangedSince).Methods);
        Assert.DoesNotContain(again.As<SsprContactImportResult>(), r => r.Status == SsprImportStatus.RolledBack);
        Assert.Equal([(2, SsprImportStatus.Changed), (3, SsprImportStatus.Changed)], Rows(Import(session)));
    }

    [Fact]
    public void Rollback_restores_what_somebody_else_wrote_between_two_imports()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "UPN,Email\nbob@contoso.com,b@home.example\n");
        Import(session).AssertFine();
        session.Run("Set-SsprContactInfo bob@contoso.com -Email someone@else.example").AssertFine();
        Assert.Equal([(2, SsprImportStatus.Changed)], Rows(Import(session)));

        var outcome = session.Run("Import-SsprContactInfo -Rollback $journal", ("journal", Journal)).AssertFine();

        Assert.Equal(SsprImportStatus.RolledBack, outcome.Single<SsprContactImportResult>().Status);
        Assert.Equal(["someone@else.example"], Values(session, "bob@contoso.com"));
    }

    [Fact]
    public void A_run_that_goes_on_finds_the_same_conflict_as_an_unbroken_one()
    {
        using var session = UserSession.InSandbox();
        var id = session.Run("(Get-SsprRegistration bob@contoso.com).Id").Single<string>();
        File.WriteAllText(Csv, $"User,Email\nbob@contoso.com,b@home.example\n{id},c@home.example\n");
        Assert.Equal([(2, SsprImportStatus.Changed), (3, SsprImportStatus.Conflict)], Rows(Import(session)));
        File.WriteAllLines(Journal, File.ReadAllLines(Journal).Where(l => !l.Contains("\"end\"", StringComparison.Ordinal)));

        Assert.Equal([(2, SsprImportStatus.DoneBefore), (3, SsprImportStatus.Conflict)], Rows(Import(session)));
        Assert.Equal(["b@home.example"], Values(session, "bob@contoso.com"));
    }

    [Fact]
    public void A_country_that_is_unknown_spoils_only_numbers_without_one()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "UPN,MobilePhone,Country\nbob@contoso.com,+31 612345678,Holland\nanna@contoso.com,0612345679,Holland\n");
        Assert.Equal([(2, SsprImportStatus.Changed), (3, SsprImportStatus.Invalid)], Rows(Import(session)));
    }

    [Fact]
    public void A_journal_of_another_tenant_or_kind_or_in_use_is_refused_and_left_alone()
    {
        using var session = UserSession.InSandbox();
        File.WriteAllText(Csv, "UPN,Email\nbob@contoso.com,b@home.example\n");
        Import(session, "-Journal $journal").AssertFine();
        using (new FileStream(Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal("JournalInUse", Import(session, "-Journal $journal").EndedWith);
        }

        var tenant = session.Run("(Get-SsprContext).TenantId").Single<string>();
        File.WriteAllText(Journal, File.ReadAllText(Journal).Replace(tenant, Guid.Empty.ToString()));
        Assert.Equal("JournalOtherTenant", Import(session, "-Journal $journal").EndedWith);
        Assert.Equal("JournalOtherTenant", session.Run("Import-SsprContactInfo -Rollback $journal", ("journal", Journal)).EndedWith);

        File.WriteAllText(Journal, "{\"event\":\"run\",\"time\":\"2026-11-23\",\"journal\":1}\n");
        Assert.Equal("JournalDamaged", Import(session, "-Journal $journal").EndedWith);
        Assert.Single(File.ReadLines(Journal));
        Assert.Equal("JournalUnusable", session.Run("Import-SsprContactInfo -Rollback $path", ("path", Csv + ".none")).EndedWith);
    }

    [Fact]
    public void Rows_may_come_through_the_pipeline_by_the_names_of_their_properties()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("""
            [pscustomobject]@{ UPN = 'bob@contoso.com'; MobilePhone = '0612345678'; UsageLocation = 'NL' }, [pscustomobject]@{ UPN = 'anna@contoso.com'; MobilePhone = '' } |
                Import-SsprContactInfo
            """);
        Assert.Equal([(1, SsprImportStatus.Changed), (2, SsprImportStatus.Invalid)], Rows(outcome));
        Assert.Contains("-Journal", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void A_large_file_is_read_row_by_row_and_contradictions_far_apart_are_found()
    {
        File.WriteAllLines(Csv, ["UPN,MobilePhone", .. Enumerable.Range(0, 100_000).Select(i => $"user{i % 99_999}@contoso.com,+316{i:d8}")]);
        using var csv = ContactCsv.Open(new ContactImportRequest { Path = Csv });
        var index = RowIndex.Of(csv.Rows(), TestContext.Current.CancellationToken);
        var first = csv.Rows().First();
        Assert.Equal(100_000, index.Count);
        Assert.Equal((2, 100_001), (first.Number, index.ConflictOf(first)));
        Assert.Null(index.ConflictOf(csv.Rows().ElementAt(1)));
    }

    [Fact]
    public void A_missing_permission_ends_the_import_and_says_so_once()
    {
        using var session = UserSession.InSandbox("-Grant User.Read.All, UserAuthenticationMethod.Read.All");
        File.WriteAllText(Csv, "UPN,MobilePhone\nbob@contoso.com,+31612345670\nanna@contoso.com,+31612345671\n");
        Assert.Equal("PermissionMissing", Import(session).EndedWith);
    }

    private static IEnumerable<(int Row, SsprImportStatus Status)> Rows(Outcome outcome)
    {
        Assert.Null(outcome.Ended);
        return outcome.As<SsprContactImportResult>().Select(r => (r.Row, r.Status));
    }

    private static List<string> Values(UserSession session, string user) =>
        [.. session.Run("Get-SsprContactInfo $user", ("user", user)).AssertFine().As<SsprContactInfo>().Where(r => r.Source == SsprContactSource.Registered && r.Value is not null).Select(r => r.Value!)];

    private static List<string> Users(UserSession session, int count) =>
        [.. session.Run($"Get-SsprRegistration -UserType Member | Select-Object -First {count}").AssertFine().As<SsprRegistration>().Select(r => r.UserPrincipalName)];

    private Outcome Import(UserSession session, string parameters = "") =>
        session.Run($"Import-SsprContactInfo $csv {parameters}", ("csv", Csv), ("journal", Journal));
}
