using System.Net;
using SsprModule.Models;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Audit;

/// <summary>Get-SsprAuditEvent on the wire: exact requests, and answers that the sandbox would never give.</summary>
public sealed class AuditServerTests
{
    private const string Bob = "00000000-0000-0000-0000-000000000001";

    [Fact]
    public void Without_filters_both_services_are_asked_for_newest_first_in_the_largest_pages()
    {
        var server = new FakeServer((r, _) => FakeServer.Page(r.RequestUri!, "", null));
        using var session = new UserSession();
        session.Connect(server);
        session.Run("Get-SsprAuditEvent").AssertFine();

        var query = Assert.Single(server.Requests).PathAndQuery;
        Assert.StartsWith("/v1.0/auditLogs/directoryAudits?", query);
        Assert.Contains("$filter=(loggedByService eq 'Self-service Password Management' or loggedByService eq 'Authentication Methods')", query);
        Assert.Contains("$orderby=activityDateTime desc", query);
        Assert.Contains("$top=999", query);
    }

    [Fact]
    public void User_time_and_activity_are_filtered_by_the_service_and_the_result_here()
    {
        var server = new FakeServer((r, _) => FakeServer.Page(r.RequestUri!, Event("a", result: "failure") + "," + Event("b", result: "success"), null));
        using var session = new UserSession();
        session.Connect(server, clock: new Engine.LeapingClock(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        var outcome = session.Run($"Get-SsprAuditEvent {Bob} -After 1.00:00:00 -Before ([datetimeoffset]'2026-11-23T11:00:00Z') -Activity 'reset password (SELF-service)' -Result Failure -Verbose").AssertFine();

        Assert.Equal(["a"], outcome.As<SsprAuditEvent>().Select(e => e.Id));
        Assert.Contains(
            $"$filter=activityDateTime ge 2026-11-22T12:00:00Z and activityDateTime le 2026-11-23T11:00:00Z and targetResources/any(t:t/id eq '{Bob}') and activityDisplayName eq 'Reset password (self-service)'",
            Assert.Single(server.Requests).PathAndQuery);
        Assert.Contains(outcome.Verbose, v => v.Contains("result is compared here"));
    }

    [Fact]
    public void An_activity_with_several_spellings_is_asked_for_in_each()
    {
        var server = new FakeServer((r, _) => FakeServer.Page(r.RequestUri!, "", null));
        using var session = new UserSession();
        session.Connect(server);
        session.Run("Get-SsprAuditEvent -Activity 'Unlock user account (self-service)'").AssertFine();
        Assert.Contains("(activityDisplayName eq 'Unlock user account (self-service)' or activityDisplayName eq 'Unlock a user account (self-service)')", server.Requests[0].PathAndQuery);
    }

    [Fact]
    public void A_service_that_takes_no_alternatives_is_asked_for_less_and_the_rest_is_chosen_here()
    {
        var server = new FakeServer((r, n) => n == 0
            ? FakeServer.Error(HttpStatusCode.BadRequest, "Request_UnsupportedQuery", "No or, please.")
            : FakeServer.Page(r.RequestUri!, Event("a") + "," + Event("b", service: "Core Directory"), null));
        using var session = new UserSession();
        session.Connect(server);
        var outcome = session.Run("Get-SsprAuditEvent").AssertFine();

        Assert.Equal(["a"], outcome.As<SsprAuditEvent>().Select(e => e.Id));
        Assert.DoesNotContain("filter", server.Requests[1].PathAndQuery);
    }

    [Fact]
    public void An_event_is_read_into_real_types_and_its_reason_explained()
    {
        using var session = Serve(Event("a", reason: "User does not have a license", more: """
            ,"additionalDetails":[{"key":"Other","value":"x"},{"key":"OnPremisesAgent","value":"CloudSync"}]
            """));
        var item = session.Run("Get-SsprAuditEvent").Single<SsprAuditEvent>();

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), item.Time);
        Assert.Equal((SsprAuditResult.Failure, "SSPR_0012", "CloudSync"), (item.Result, item.Code, item.OnPremisesAgent));
        Assert.Equal(("bob@contoso.com", Bob, "admin@contoso.com", "192.0.2.7"), (item.User, item.UserId, item.Actor, item.IPAddress));
        Assert.Contains("licence", item.Reason);
        Assert.Contains("How a reset by the user ended", item.Meaning);
        var change = Assert.Single(item.ModifiedProperties);
        Assert.Equal(("Phone", "\"old\"", "\"new\"", "Phone"), (change.Name, change.OldValue, change.NewValue, change.ToString()));
        Assert.Empty(item.Missing);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":null,"activityDateTime":"yesterday","initiatedBy":{"user":null,"app":null},"targetResources":null,"result":7}""")]
    [InlineData("""{"initiatedBy":[],"targetResources":{"a":1},"additionalDetails":"x","activityDisplayName":{"a":[1]},"correlationId":""}""")]
    public void A_damaged_event_is_given_as_far_as_it_goes_and_said_to_be_damaged(string damaged)
    {
        using var session = Serve(damaged + "," + Event("whole"));
        var outcome = session.Run("Get-SsprAuditEvent").AssertFine();

        var items = outcome.As<SsprAuditEvent>().ToList();
        Assert.Equal([null, "whole"], items.Select(i => i.Id));
        Assert.Contains("activityDateTime", items[0].Missing);
        Assert.Contains("initiatedBy", items[0].Missing);
        Assert.Empty(items[1].Missing);
        Assert.StartsWith("1 events lack members", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void A_user_who_is_only_the_initiator_is_taken_for_the_user_of_a_self_service_event()
    {
        using var session = Serve("""
            {"id":"a","activityDateTime":"2026-11-23T10:00:00Z","activityDisplayName":"Reset password (self-service)","result":"success","correlationId":"c","loggedByService":"Self-service Password Management",
             "initiatedBy":{"user":{"id":"u","userPrincipalName":"bob@contoso.com"}},"targetResources":[]}
            """);
        Assert.Equal("bob@contoso.com", session.Run("Get-SsprAuditEvent").Single<SsprAuditEvent>().User);
    }

    [Fact]
    public void An_empty_log_gives_nothing_and_says_how_far_back_it_goes()
    {
        using var session = Serve("");
        var outcome = session.Run("Get-SsprAuditEvent").AssertFine();
        Assert.Empty(outcome.Output);
        Assert.Contains("30 days", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void A_log_that_breaks_off_is_an_error_and_never_a_short_list()
    {
        using var session = new UserSession();
        session.Connect(new FakeServer((r, n) => n == 0 ? FakeServer.Page(r.RequestUri!, Event("a"), r.RequestUri!.GetLeftPart(UriPartial.Path) + "?$skiptoken=2") : FakeServer.Json("""{"value":[{"id":"b" """)));
        var outcome = session.Run("Get-SsprAuditEvent");
        Assert.Equal("AnswerTruncated", outcome.EndedWith);
        Assert.Equal(["a"], outcome.As<SsprAuditEvent>().Select(e => e.Id));
    }

    private static UserSession Serve(string rows)
    {
        var session = new UserSession("en-US");
        session.Connect(new FakeServer((r, _) => FakeServer.Page(r.RequestUri!, rows, null)));
        return session;
    }

    private static string Event(string id, string result = "failure", string reason = "", string service = "Self-service Password Management", string more = "") => $$"""
        {"id":"{{id}}","category":"UserManagement","correlationId":"11111111-1111-1111-1111-111111111111","result":"{{result}}","resultReason":"{{reason}}",
         "activityDisplayName":"Reset password (self-service)","activityDateTime":"2026-11-23T10:00:00Z","loggedByService":"{{service}}","operationType":"Update",
         "initiatedBy":{"app":null,"user":{"id":"a","displayName":"Ada","userPrincipalName":"admin@contoso.com","ipAddress":"192.0.2.7"} },
         "targetResources":[{"id":"{{Bob}}","displayName":"Bob","type":"User","userPrincipalName":"bob@contoso.com",
           "modifiedProperties":[{"displayName":"Phone","oldValue":"\"old\"","newValue":"\"new\""}]}]{{more}} }
        """;
}
