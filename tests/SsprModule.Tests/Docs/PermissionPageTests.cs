using System.Text.RegularExpressions;
using SsprModule.Models;

namespace SsprModule.Tests.Docs;

/// <summary>docs/permissions.md says what the cmdlets declare.</summary>
public sealed partial class PermissionPageTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Page.Folder, "permissions.md"));

    /// <summary>The rows of the table below "Each cmdlet": cmdlets, permission, delegated, application.</summary>
    private static readonly IReadOnlyList<string[]> Rows = Table("Each cmdlet");

    public static TheoryData<string, string> Declared
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var cmdlet in ModuleCommand.All.Values)
            {
                foreach (var permission in cmdlet.Permissions())
                {
                    data.Add(cmdlet.Name, permission.Permission);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Declared))]
    public void A_declared_permission_is_listed_with_the_sign_in_that_uses_it(string cmdlet, string permission)
    {
        var declared = ModuleCommand.All[cmdlet].Permissions().Where(p => p.Permission == permission).ToList();
        var row = Assert.Single(Rows, r => r[0].Contains(cmdlet) && r[1].Contains(permission));
        Assert.Equal(declared.Exists(p => p.For != SsprSignInKind.Application), row[2] == "yes");
        Assert.Equal(declared.Exists(p => p.For != SsprSignInKind.Delegated), row[3].StartsWith("yes", StringComparison.Ordinal));
    }

    [Fact]
    public void No_other_permission_is_listed() =>
        Assert.All(Rows.Where(r => PermissionName().IsMatch(r[1])), row =>
        {
            var cmdlets = ModuleCommand.All.Values.Where(c => row[0].Contains(c.Name)).ToList();
            Assert.NotEmpty(cmdlets);
            Assert.All(cmdlets, c => Assert.Contains(PermissionName().Match(row[1]).Value, c.Permissions().Select(p => p.Permission)));
        });

    [Fact]
    public void Every_permission_has_its_object_id()
    {
        var ids = Table("Object ids of the permissions");
        Assert.Equal(Permissions.All(), ids.Select(r => r[0]).Order(StringComparer.Ordinal));
        Assert.All(ids, r => Assert.True(Guid.TryParse(r[1].Split(' ')[0], out _), r[0]));
    }

    [GeneratedRegex(@"\b[A-Z][A-Za-z-]+\.(Read|ReadWrite|RevokeSessions)\.[A-Z][A-Za-z]+\b")]
    internal static partial Regex PermissionName();

    private static IReadOnlyList<string[]> Table(string heading) =>
    [
        .. Text[Text.IndexOf($"## {heading}\n", StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|')).Skip(2)
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray()),
    ];
}
