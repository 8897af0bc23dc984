namespace SsprModule.Loader.Tests;

/// <summary>The default views, rendered by PowerShell's formatting at 120 columns.</summary>
public class FormatTests
{
    private const string New = """
        function New-Of([type] $type, [hashtable] $values) {
            $object = [Activator]::CreateInstance($type)
            foreach ($name in $values.Keys) { $type.GetProperty($name).SetValue($object, $values[$name]) }
            $object
        }

        """;

    [Fact]
    public async Task A_registration_is_a_row()
    {
        var lines = await RenderAsync("""
            New-Of SsprModule.Models.SsprRegistration @{
                UserPrincipalName = 'anna@contoso.com'; Status = [SsprModule.Models.SsprRegistrationStatus]::PartlyRegistered
                IsSsprRegistered = $false; IsSsprEnabled = $true; IsSsprCapable = $false; Methods = [SsprModule.Models.ValueList[string]]::new([string[]]('email', 'mobilePhone'))
            }
            """);

        Assert.Equal("UserPrincipalName                  Status           Registered Enabled Capable Methods", lines[0]);
        Assert.Equal("anna@contoso.com                   PartlyRegistered False      True    False   email, mobilePhone", lines[2]);
    }

    [Fact]
    public async Task A_reset_is_a_row_without_the_password()
    {
        var lines = await RenderAsync("""
            New-Of SsprModule.Models.SsprPasswordResetResult @{
                UserPrincipalName = 'bob@contoso.com'; MustChange = $true; SessionsRevoked = $true; Duration = [timespan]::FromSeconds(2)
                NewPassword = ConvertTo-SecureString 'canary' -AsPlainText -Force
            }
            """);

        Assert.Equal("UserPrincipalName                  Status    Route           MustChange Revoked Duration", lines[0]);
        Assert.Equal("bob@contoso.com                    Succeeded ResetPassword   True       True    00:00:02", lines[2]);
        Assert.DoesNotContain(lines, line => line.Contains("Password ", StringComparison.Ordinal) && line.Contains("System.Security", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_is_a_list_with_the_scope_first_and_all_methods()
    {
        var lines = await RenderAsync("""
            $methods = [Collections.Generic.List[SsprModule.Models.SsprMethodState]]::new()
            foreach ($name in 'Email', 'Sms', 'Voice', 'SoftwareOath', 'HardwareOath') { $methods.Add([SsprModule.Models.SsprMethodState]::new($name, $name -ne 'Sms')) }
            $sources = [Collections.Generic.Dictionary[string, SsprModule.Models.SsprBackend]]::new()
            $sources['UserScope'] = 'Inferred'
            New-Of SsprModule.Models.SsprPolicy @{
                UserScope = [SsprModule.Models.SsprUserScope]::Selected; ScopeGroup = [SsprModule.Models.SsprGroup]::new('1', 'SSPR Pilot')
                Methods = [SsprModule.Models.ValueList[SsprModule.Models.SsprMethodState]]::new($methods); Sources = [SsprModule.Models.SourceMap]::new($sources); Notes = [SsprModule.Models.ValueList[string]]::new([string[]]('first', 'second'))
            }
            """);

        Assert.Equal("UserScope                    : Selected (inferred)", lines[0]);
        Assert.Equal("ScopeGroup                   : SSPR Pilot", lines[1]);
        Assert.Contains("Methods                      : Email, (Sms), Voice, SoftwareOath, HardwareOath", lines);
        Assert.Equal(["Notes                        : first", "second"], lines[^2..]);
    }

    [Fact]
    public async Task A_policy_whose_scope_is_not_known_says_so()
    {
        Assert.Equal("UserScope                    : Unknown", (await RenderAsync("New-Of SsprModule.Models.SsprPolicy @{}"))[0]);
    }

    [Fact]
    public async Task A_context_is_a_list_with_all_permissions_and_Unknown_for_what_the_token_does_not_tell()
    {
        var lines = await RenderAsync("New-Of SsprModule.Models.SsprContext @{ Permissions = [SsprModule.Models.ValueList[string]]::new([string[]]('a', 'b', 'c', 'd', 'e')) }");

        Assert.Contains("Account        : Unknown", lines);
        Assert.Contains("ExpiresOn      : Unknown", lines);
        Assert.Contains("Permissions    : a, b, c, d, e", lines);
    }

    [Fact]
    public async Task A_comparison_shows_what_is_unknown_and_what_is_empty()
    {
        var lines = await RenderAsync("New-Of SsprModule.Models.SsprPolicyComparison @{ Field = 'HelpdeskLink'; Desired = ''; Result = [SsprModule.Models.SsprComparisonResult]::Unknown }");

        Assert.Equal("Result    Field                          Desired             Actual              Control", lines[0]);
        Assert.Equal("Unknown   HelpdeskLink                   ''                  Unknown", lines[2].TrimEnd());
    }

    [Fact]
    public async Task Each_view_names_properties_that_its_type_has()
    {
        var result = await Shell.RunAsync("-Command", $$"""
            $views = ([xml][IO.File]::ReadAllText('{{Clone.Module}}/SsprModule.Format.ps1xml')).Configuration.ViewDefinitions.View
            foreach ($view in $views) {
                $type = [type]$view.ViewSelectedBy.TypeName
                $missing = $view.SelectNodes('.//PropertyName').InnerText | Where-Object { -not $type.GetProperty($_) }
                "$($type.Name):$missing"
            }
            """);

        Assert.All(result.Succeeded(), line => Assert.EndsWith(":", line));
        Assert.Equal(File.ReadLines(Path.Combine(Clone.Module, "SsprModule.Format.ps1xml")).Count(line => line.Trim() == "<View>"), result.Succeeded().Length);
    }

    private static async Task<string[]> RenderAsync(string script) => (await Shell.RunAsync("-Command", New + script)).Succeeded();
}
