using SsprModule.Models;

namespace SsprModule.Tests.Policy;

/// <summary>Wishes laid over others: parameters over a file.</summary>
public sealed class PolicySettingsTests
{
    [Fact]
    public void Methods_toggles_and_domains_are_laid_over_each_for_itself()
    {
        var file = new SsprPolicySettings
        {
            Methods = new Dictionary<string, bool> { ["Sms"] = true, ["Email"] = true },
            LegacyMethods = new SsprLegacyMethods { Email = true, AppCode = true },
            PasswordExpiry = [new SsprDomainExpiry { Domain = "contoso.com", ValidityDays = 90, NotificationDays = 14 }, new SsprDomainExpiry { Domain = "fabrikam.com", ValidityDays = 0 }],
        };
        var both = file.With(new SsprPolicySettings
        {
            Methods = new Dictionary<string, bool> { ["sms"] = false },
            LegacyMethods = new SsprLegacyMethods { Email = false },
            PasswordExpiry = [new SsprDomainExpiry { Domain = "Contoso.com", ValidityDays = 180 }],
        });

        Assert.Equal([("Email", true), ("Sms", false)], both.Methods!.Select(m => (m.Key, m.Value)).OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Equal(new SsprLegacyMethods { Email = false, AppCode = true }, both.LegacyMethods);
        Assert.Equal([(180, 14), (0, null)], both.PasswordExpiry!.Select(e => (e.ValidityDays, e.NotificationDays)));
        Assert.Equal((2, true), (file.Methods!.Count, file.Methods["Sms"]));
    }

    [Theory]
    [InlineData(SsprUserScope.All, null)]
    [InlineData(SsprUserScope.None, null)]
    [InlineData(SsprUserScope.Selected, "Pilot")]
    [InlineData(null, "Pilot")]
    public void The_group_goes_with_the_scope_that_it_belongs_to(SsprUserScope? scope, string? group) =>
        Assert.Equal(group, new SsprPolicySettings { UserScope = SsprUserScope.Selected, ScopeGroup = "Pilot" }.With(new SsprPolicySettings { UserScope = scope, HelpdeskLink = "" }).ScopeGroup);
}
