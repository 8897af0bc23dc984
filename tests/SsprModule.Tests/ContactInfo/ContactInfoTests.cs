using System.Net;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.ContactInfo;

/// <summary>Get-, Set- and Remove-SsprContactInfo as an administrator uses them.</summary>
public sealed class ContactInfoTests
{
    private const string Guest = "'guest_partner.example#EXT#@contoso.onmicrosoft.com'";

    [Fact]
    public void Methods_are_shown_by_word_with_what_each_counts_for()
    {
        using var session = UserSession.InSandbox();

        var rows = session.Run("Get-SsprContactInfo anna@contoso.com").AssertFine().As<SsprContactInfo>().Where(r => r.Source == SsprContactSource.Registered).ToList();

        Assert.Equal(
            [SsprMethodKind.MobilePhone, SsprMethodKind.Email, SsprMethodKind.MicrosoftAuthenticator, SsprMethodKind.SoftwareOath, SsprMethodKind.Password],
            rows.Select(r => r.Method));
        Assert.Equal([(true, true), (true, false), (true, true), (true, true), (false, false)], rows.Select(r => (r.CountsForSspr!.Value, r.CountsForMfa!.Value)));
        Assert.Equal([SsprMethodKind.MicrosoftAuthenticator], rows.Where(r => r.IsDefault == true).Select(r => r.Method));
        Assert.Matches(@"^\+44 \d{10}$", rows[0].Value);
        Assert.DoesNotContain("-", rows[0].ToString());
    }

    [Fact]
    public void A_value_is_in_the_object_and_nowhere_else()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Get-SsprContactInfo anna@contoso.com -Verbose -Debug").AssertFine();
        var phone = outcome.As<SsprContactInfo>().First().Value!;
        Assert.DoesNotContain(phone[4..], outcome.AllText);
        Assert.DoesNotContain("anna", string.Join('\n', outcome.Verbose), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_default_that_can_not_be_read_is_unknown_rather_than_no()
    {
        var server = new FakeServer((request, _) => request.RequestUri!.AbsolutePath switch
        {
            var p when p.StartsWith("/beta", StringComparison.Ordinal) => FakeServer.Error(HttpStatusCode.Forbidden, "accessDenied", "Insufficient privileges."),
            var p when p.EndsWith("/methods", StringComparison.Ordinal) => FakeServer.Json("""
                {"value":[{"@odata.type":"#microsoft.graph.phoneAuthenticationMethod","id":"3179e48a-750b-4051-897c-87b9720928f7","phoneType":"mobile","phoneNumber":"+31 612345678"},
                {"@odata.type":"#microsoft.graph.thoughtAuthenticationMethod","id":"x"}]}
                """),
            _ => FakeServer.Json("""{"id":"11111111-1111-1111-1111-111111111111","userPrincipalName":"bob@contoso.com","mobilePhone":"+31 6 87654321","businessPhones":["020-1234567"],"otherMails":["bob@home.example"]}"""),
        });
        using var session = new UserSession();
        session.Connect(server);

        var rows = session.Run("Get-SsprContactInfo bob@contoso.com").AssertFine().As<SsprContactInfo>().ToList();

        Assert.Equal([(SsprMethodKind.MobilePhone, null), (SsprMethodKind.Other, (bool?)null)], rows.Take(2).Select(r => (r.Method, r.IsDefault)));
        Assert.Equal(("thought", (bool?)null), (rows[1].Detail, rows[1].CountsForSspr));
        // A registered mobile phone stands in for the property of the account; the others may be taken.
        Assert.Equal([(SsprMethodKind.MobilePhone, false), (SsprMethodKind.OfficePhone, (bool?)null), (SsprMethodKind.Email, null)], rows.Skip(2).Select(r => (r.Method, r.CountsForSspr)));
    }

    [Fact]
    public void A_guest_whose_name_holds_a_hash_is_asked_for_with_the_whole_name()
    {
        using var session = UserSession.InSandbox();
        Assert.Contains(session.Run($"Get-SsprContactInfo {Guest}").AssertFine().As<SsprContactInfo>(), r => r.Method == SsprMethodKind.Password);
    }

    [Theory]
    [InlineData("06 12345678", "NL", "+31 612345678")]
    [InlineData("(020) 123-4567", "nl", "+31 201234567")]
    [InlineData("+31 (0)6 1234 5678", "GB", "+31 612345678")]
    [InlineData("0031612345678", "NL", "+31 612345678")]
    [InlineData("31612345678", "NL", "+31 612345678")]
    [InlineData("07911 123456", "GB", "+44 7911123456")]
    [InlineData("+44 7700 900123", null, "+44 7700900123")]
    public void A_number_is_brought_into_the_form_of_Graph(string text, string? country, string form)
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(form, session.Run("Set-SsprContactInfo bob@contoso.com -MobilePhone $n -Country $c -PassThru", ("n", text), ("c", country)).Single<SsprContactInfo>().Value);
    }

    [Fact]
    public void A_number_without_country_takes_the_usage_location_and_goes_over_the_wire_in_the_form_of_Graph()
    {
        string? phone = null;
        var server = new FakeServer((request, _) => (request.Method.Method, request.RequestUri!.AbsolutePath) switch
        {
            ("POST", _) => FakeServer.Json($$"""{"id":"x","phoneNumber":"{{phone = "+31 612345678"}}","phoneType":"mobile"}""", HttpStatusCode.Created),
            (_, var p) when p.EndsWith("/phoneMethods", StringComparison.Ordinal) =>
                FakeServer.Json(phone is null ? """{"value":[]}""" : $$"""{"value":[{"id":"3179e48a-750b-4051-897c-87b9720928f7","phoneNumber":"{{phone}}","phoneType":"mobile","smsSignInState":"phoneNumberNotUnique"}]}"""),
            _ => FakeServer.Json("""{"id":"11111111-1111-1111-1111-111111111111","userPrincipalName":"bob@contoso.com","usageLocation":"NL"}"""),
        });
        using var session = new UserSession();
        session.Connect(server);

        var outcome = session.Run("Set-SsprContactInfo bob@contoso.com -MobilePhone '06-12345678' -Verbose").AssertFine();

        var post = Assert.Single(server.Requests, r => r.Method == "POST");
        Assert.Equal("/v1.0/users/11111111-1111-1111-1111-111111111111/authentication/phoneMethods", post.Uri.AbsolutePath);
        Assert.Contains("\"phoneNumber\":\"+31 612345678\"", post.Body.Replace("\\u002B", "+"));
        Assert.Contains("\"phoneType\":\"mobile\"", post.Body);
        Assert.Equal("GET", server.Requests[^1].Method);
        Assert.Single(outcome.Warnings);
        Assert.DoesNotContain("12345678", outcome.AllText);
    }

    [Theory]
    [InlineData("-MobilePhone '0612345678x12' -Country NL", "extension")]
    [InlineData("-MobilePhone '06-CALL-ME' -Country NL", "letters")]
    [InlineData("-MobilePhone '0612' -Country NL", "too short")]
    [InlineData("-MobilePhone '06123456789012345' -Country NL", "too long")]
    [InlineData("-MobilePhone '+999 12345678'", "country code")]
    [InlineData("-MobilePhone '0699' -Country XX", "two-letter")]
    [InlineData("-MobilePhone '=0612345678' -Country NL", "formula")]
    [InlineData("-AlternateMobilePhone '+31 612345678'", "mobile phone first")]
    [InlineData("-Email 'no address'", "no e-mail address")]
    [InlineData("-Email 'Bob@Contoso.com'", "own mailbox")]
    public void A_value_that_can_not_be_used_is_refused_with_the_reason_and_without_the_value(string parameters, string reason)
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($"Set-SsprContactInfo bob@contoso.com {parameters} -Verbose");
        Assert.Equal(["ContactInvalid"], outcome.ErrorIds);
        Assert.Contains(reason, outcome.Errors[0].Exception.Message);
        Assert.DoesNotContain("123456", outcome.AllText);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("P", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_without_country_of_a_user_without_usage_location_is_refused()
    {
        var server = new FakeServer((request, _) => FakeServer.Json(request.RequestUri!.AbsolutePath.EndsWith("phoneMethods", StringComparison.Ordinal)
            ? """{"value":[]}""" : """{"id":"11111111-1111-1111-1111-111111111111","userPrincipalName":"bob@contoso.com"}"""));
        using var session = new UserSession();
        session.Connect(server);
        var outcome = session.Run("Set-SsprContactInfo bob@contoso.com -MobilePhone '0612345678'");
        Assert.Equal(["ContactInvalid"], outcome.ErrorIds);
        Assert.Contains("usage location", outcome.Errors[0].Exception.Message);
    }

    [Fact]
    public void Only_what_differs_is_written_added_or_updated_and_the_alternate_phone_after_the_mobile_one()
    {
        using var session = UserSession.InSandbox();
        const string Set = "Set-SsprContactInfo bob@contoso.com -AlternateMobilePhone '+31 612345679' -MobilePhone '+31 612345678' -OfficePhone '+31 201234567 ext. 89' -Email bob@home.example -Verbose";

        var first = session.Run(Set).AssertFine();
        var second = session.Run(Set).AssertFine();
        var third = session.Run("Set-SsprContactInfo bob@contoso.com -Email BOB@home.example -MobilePhone '+31 612345670' -Verbose").AssertFine();

        Assert.Equal(4, first.Verbose.Count(v => v.StartsWith("POST", StringComparison.Ordinal)));
        Assert.DoesNotContain(second.Verbose, v => v.StartsWith("P", StringComparison.Ordinal));
        Assert.Single(third.Verbose, v => v.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Contains("extension", Assert.Single(first.Warnings));
        Assert.Equal(
            ["+31 612345670", "+31 612345679", "+31 201234567x89", "bob@home.example"],
            session.Run("Get-SsprContactInfo bob@contoso.com").As<SsprContactInfo>().Where(r => r.Source == SsprContactSource.Registered && r.Value is not null).Select(r => r.Value));
    }

    [Fact]
    public void WhatIf_names_each_field_by_its_end_only_and_writes_nothing()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Set-SsprContactInfo anna@contoso.com -MobilePhone '+31 612345678' -Email anna@home.example -WhatIf -PassThru -Verbose").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("P", StringComparison.Ordinal));
        Assert.StartsWith("+44", session.Run("Get-SsprContactInfo anna@contoso.com").As<SsprContactInfo>().First().Value);
    }

    [Fact]
    public void An_address_in_the_tenant_is_set_with_a_warning()
    {
        using var session = UserSession.InSandbox();
        Assert.Contains("contoso.com", Assert.Single(session.Run("Set-SsprContactInfo bob@contoso.com -Email desk@contoso.com").AssertFine().Warnings));
    }

    [Fact]
    public void A_guest_is_refused_and_the_next_user_follows()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run($$"""
            {{Guest}}, 'nobody@contoso.com', 'bob@contoso.com' | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_; MobilePhone = '+31 612345678'; Email = '' } } |
                Set-SsprContactInfo -PassThru
            """);
        Assert.Equal(["ContactNotSupported", "UserNotFound"], outcome.ErrorIds);
        Assert.Equal("bob@contoso.com", Assert.Single(outcome.As<SsprContactInfo>()).UserPrincipalName);
    }

    [Fact]
    public void Nothing_to_set_is_said()
    {
        using var session = UserSession.InSandbox();
        Assert.Equal(["ParameterRequired"], session.Run("Set-SsprContactInfo bob@contoso.com").ErrorIds);
    }

    [Fact]
    public void The_least_permission_for_phones_is_enough_for_phones()
    {
        using var session = UserSession.InSandbox("-Grant User.Read.All, UserAuthMethod-Phone.ReadWrite.All");
        session.Run("Set-SsprContactInfo bob@contoso.com -MobilePhone '+31 612345678'").AssertFine();
        Assert.Equal("PermissionMissing", session.Run("Set-SsprContactInfo bob@contoso.com -Email bob@home.example").EndedWith);
    }

    [Fact]
    public void A_role_that_does_not_reach_one_user_does_not_end_the_command()
    {
        using var session = UserSession.InSandbox("-Role 'Authentication Administrator'");
        var outcome = session.Run("'helpdesk@contoso.com', 'bob@contoso.com' | ForEach-Object { [pscustomobject]@{ UPN = $_; Email = 'x@home.example' } } | Set-SsprContactInfo -PassThru -WarningAction Ignore");
        Assert.Equal("bob@contoso.com", Assert.Single(outcome.As<SsprContactInfo>()).UserPrincipalName);
        Assert.Single(outcome.ErrorIds);
    }

    [Fact]
    public void A_write_whose_answer_was_lost_is_found_out_and_not_told_as_an_error()
    {
        var written = false;
        var server = new FakeServer((request, _) =>
        {
            if (request.Method == HttpMethod.Post)
            {
                var answer = written ? FakeServer.Error(HttpStatusCode.BadRequest, "badRequest", "The user already has such a method.") : FakeServer.Error(HttpStatusCode.ServiceUnavailable, "x", "y");
                written = true;
                return answer;
            }

            return FakeServer.Json(!request.RequestUri!.AbsolutePath.EndsWith("emailMethods", StringComparison.Ordinal) ? """{"id":"11111111-1111-1111-1111-111111111111","userPrincipalName":"bob@contoso.com","value":[]}"""
                : written ? """{"value":[{"id":"3ddfcfc8-9383-446f-83cc-3ab9be4be18f","emailAddress":"bob@home.example"}]}""" : """{"value":[]}""");
        });
        using var session = new UserSession();
        session.Connect(server);
        session.Run("Set-SsprContactInfo bob@contoso.com -Email bob@home.example").AssertFine();
        Assert.Equal(2, server.Requests.Count(r => r.Method == "POST"));
    }

    [Fact]
    public void What_is_read_back_otherwise_is_told_without_the_value()
    {
        var server = new FakeServer((request, _) => request.Method == HttpMethod.Post
            ? FakeServer.Json("{}", HttpStatusCode.Created)
            : FakeServer.Json("""{"id":"11111111-1111-1111-1111-111111111111","userPrincipalName":"bob@contoso.com","value":[]}"""));
        using var session = new UserSession();
        session.Connect(server);
        var outcome = session.Run("Set-SsprContactInfo bob@contoso.com -Email canary@home.example -PassThru");
        Assert.Equal(["ChangeNotVerified"], outcome.ErrorIds);
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain("canary", outcome.AllText);
    }

    [Fact]
    public void Methods_go_in_an_order_that_the_service_takes_with_the_default_last()
    {
        using var session = UserSession.InSandbox();
        session.Run("Set-SsprContactInfo anna@contoso.com -AlternateMobilePhone '+31 612345679'").AssertFine();

        var outcome = session.Run("Get-SsprContactInfo anna@contoso.com | Where-Object { $_.Method -ne 'Password' -and $_.Source -eq 'Registered' } | Remove-SsprContactInfo -Confirm:$false").AssertFine();

        Assert.Equal(
            [SsprMethodKind.AlternateMobilePhone, SsprMethodKind.Email, SsprMethodKind.SoftwareOath, SsprMethodKind.MobilePhone, SsprMethodKind.MicrosoftAuthenticator],
            outcome.As<SsprContactRemoval>().Select(r => r.Method));
        Assert.All(outcome.As<SsprContactRemoval>(), r => Assert.Equal(SsprRemovalStatus.Removed, r.Status));
        Assert.Contains(" 0 kind", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void The_default_method_is_refused_while_others_stay_and_the_reason_is_told()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Remove-SsprContactInfo anna@contoso.com -Method MicrosoftAuthenticator, OfficePhone, Password -Confirm:$false");
        Assert.Equal(
            [(SsprMethodKind.OfficePhone, SsprRemovalStatus.NotRegistered), (SsprMethodKind.Password, SsprRemovalStatus.Failed), (SsprMethodKind.MicrosoftAuthenticator, SsprRemovalStatus.Failed)],
            outcome.As<SsprContactRemoval>().Select(r => (r.Method, r.Status)));
        Assert.Equal(["ContactRefused", "ContactRefused"], outcome.ErrorIds);
        Assert.Contains("default method", outcome.Errors[1].Exception.Message);
    }

    [Fact]
    public void Removal_asks_and_WhatIf_removes_nothing()
    {
        using var session = UserSession.InSandbox();
        var outcome = session.Run("Remove-SsprContactInfo anna@contoso.com Email -WhatIf -Verbose").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain(outcome.Verbose, v => v.StartsWith("DELETE", StringComparison.Ordinal));
    }
}
