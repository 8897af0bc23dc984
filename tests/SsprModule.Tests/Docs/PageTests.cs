using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using SsprModule.Errors;
using SsprModule.Models;
using SsprModule.Shell.Help;

namespace SsprModule.Tests.Docs;

/// <summary>A help page says of its cmdlet what is so, all of it, and the same in both languages.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Headings = ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    public static TheoryData<string, string> Pages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var culture in Page.Cultures)
            {
                foreach (var name in ModuleCommand.All.Keys)
                {
                    data.Add(culture, name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Cmdlets => [.. ModuleCommand.All.Keys];

    [Theory]
    [InlineData("en-US")]
    [InlineData("nl-NL")]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet(string culture)
    {
        Assert.NotEmpty(ModuleCommand.All);
        Assert.Equal(ModuleCommand.All.Keys.Order(), Page.Names(culture));
        Assert.All(Page.Names(culture), name => Assert.Equal(name, Page.Read(culture, name).Help.Name));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Headings_are_those_of_the_schema_and_nothing_is_left_to_fill_in(string culture, string name)
    {
        var page = Page.Read(culture, name);

        Assert.Equal(Headings, page.Headings(2));
        Assert.DoesNotContain("{{", page.Text);
        Assert.Contains($"\nLocale: {culture}\n", page.Text);
        Assert.All(page.Headings(3).Where(h => h.Contains(':')), h => Assert.StartsWith("Example ", h));
        Assert.All([page.Help.Synopsis, page.Help.Description, page.Help.Notes], paragraphs => Assert.Contains(paragraphs, p => p.Trim().Length > 10));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_parameters_are_those_of_the_cmdlet(string culture, string name)
    {
        var help = Page.Read(culture, name).Help;
        var parameters = ModuleCommand.All[name].Own();

        Assert.Equal(parameters.Keys.Order(), help.Parameters.Select(p => p.Name).Order());
        Assert.All(help.Parameters, p =>
        {
            var parameter = parameters[p.Name];
            Assert.Equal((p.Name, parameter.ParameterType.FullName), (p.Name, p.Metadata.Type));
            Assert.Equal(parameter.Aliases.Order(), p.Metadata.Aliases.Order());
            Assert.Equal(parameter.ParameterSets.Select(s => Describe(s.Key, s.Value)).Order(), p.Metadata.Bindings.Select(Describe).Order());
            Assert.Contains(p.Description, text => text.Trim().Length > 10);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Accepted_and_default_values_are_those_of_the_cmdlet(string culture, string name)
    {
        var cmdlet = ModuleCommand.All[name];
        var instance = Activator.CreateInstance(cmdlet.ImplementingType);
        Assert.All(Page.Read(culture, name).Help.Parameters, p =>
        {
            var parameter = cmdlet.Parameters[p.Name];
            var accepted = parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault()?.ValidValues
                ?? (parameter.ParameterType.IsEnum ? Enum.GetNames(parameter.ParameterType) : []);
            Assert.Equal(accepted.Order(), p.Metadata.AcceptedValues.Order());
            if (parameter.ParameterType == typeof(int) || (parameter.ParameterType == typeof(SwitchParameter) && p.Name is not ("WhatIf" or "Confirm")))
            {
                Assert.Equal($"{p.Name} {cmdlet.ImplementingType.GetProperty(p.Name)!.GetValue(instance)}", $"{p.Name} {p.Metadata.DefaultValue}");
            }
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_syntax_is_that_of_the_cmdlet(string culture, string name)
    {
        var cmdlet = ModuleCommand.All[name];
        var page = Page.Read(culture, name);

        var sets = SyntaxBlock().Matches(page.Section("SYNTAX")).ToDictionary(m => m.Groups["set"].Value, m => m.Groups["line"].Value);

        Assert.Equal(cmdlet.ParameterSets.Select(s => s.IsDefault || cmdlet.ParameterSets.Count == 1 ? s.Name + " (Default)" : s.Name).Order(), sets.Keys.Order());
        Assert.EndsWith(" (Default)", page.Headings(3).First());
        Assert.All(cmdlet.ParameterSets, set =>
        {
            var line = sets.Single(s => s.Key.Replace(" (Default)", "") == set.Name).Value;
            Assert.Equal(Parts($"{name} {set}"), Parts(line));
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_output_is_that_of_the_cmdlet(string culture, string name) =>
        Assert.Equal(
            ModuleCommand.All[name].ImplementingType.GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type).Select(t => t.Name).Order(),
            Page.Read(culture, name).Help.Outputs.Select(o => o.Name).Where(o => o != "None").Order());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Both_languages_have_the_same_examples(string name)
    {
        var english = Page.Read("en-US", name);
        var dutch = Page.Read("nl-NL", name);

        Assert.NotEmpty(english.Help.Examples);
        Assert.Equal(Fence.Of(english.Text).Select(f => (f.Code, f.NeedsTenant, string.Join(',', f.ShowsErrors))), Fence.Of(dutch.Text).Select(f => (f.Code, f.NeedsTenant, string.Join(',', f.ShowsErrors))));
        foreach (var page in new[] { english, dutch })
        {
            Assert.Equal(Fence.Of(page.Text).Count, page.Help.Examples.Count);
            Assert.Equal(Enumerable.Range(1, page.Help.Examples.Count), page.Help.Examples.Select(e => int.Parse(e.Title.Split(' ', ':')[1], null)));
            Assert.All(page.Help.Examples, e => Assert.NotEqual("", e.Code));
            Assert.All(page.Help.Examples, e => Assert.NotEmpty(e.Remarks));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_notes_name_the_permissions_that_the_cmdlet_declares(string culture, string name)
    {
        var cmdlet = ModuleCommand.All[name];
        var named = PermissionPageTests.PermissionName().Matches(Page.Read(culture, name).Section("NOTES")).Select(m => m.Value).Distinct().Order();
        var declared = name == "Connect-Sspr" ? Permissions.Delegated(write: true) : cmdlet.Permissions().Select(p => p.Permission);
        Assert.Equal(declared.Distinct().Order(), named);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_error_ids_in_the_notes_exist(string culture, string name)
    {
        var ids = ErrorIds(Page.Read(culture, name).Section("NOTES"));
        Assert.Equal(name is "Disconnect-Sspr" or "Get-SsprContext", ids.Count == 0);
        Assert.Empty(ids.Except(Enum.GetNames<SsprErrorId>()));
        Assert.Equal(ErrorIds(Page.Read("en-US", name).Section("NOTES")).Order(), ids.Order());
    }

    [Theory]
    [InlineData("pilot-group")]
    [InlineData("forgotten-password")]
    [InlineData("weekly-report")]
    [InlineData("policy-as-a-file")]
    [InlineData("contact-data")]
    public void The_error_ids_in_a_runbook_exist(string name)
    {
        var rows = File.ReadAllLines(Path.Combine(Page.Folder, "runbooks", name + ".md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal));
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row.Split('`')[1], Enum.GetNames<SsprErrorId>()));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Related_links_lead_to_files(string culture, string name)
    {
        var links = Link().Matches(Page.Read(culture, name).Section("RELATED LINKS")).Select(m => m.Groups["file"].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, file => Assert.True(File.Exists(Path.Combine(Page.Folder, culture, file)), file));
    }

    /// <summary>The ids in the first column of a table headed Id, or in the sentence that introduces them.</summary>
    private static List<string> ErrorIds(string notes)
    {
        var rows = notes.Contains("\n| Id |") ? notes[notes.IndexOf("\n| Id |", StringComparison.Ordinal)..].Trim().Split('\n')
            .TakeWhile(l => l.StartsWith('|')).Skip(2).Select(l => l.Split('|')[1]) : [];
        var sentence = IdSentence().Match(notes).Groups["ids"].Value;
        return [.. rows.Append(sentence).SelectMany(r => r.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }

    private static string Describe(string set, ParameterSetMetadata binding) =>
        $"{(set == ParameterAttribute.AllParameterSets ? "(All)" : set)} {(binding.Position == int.MinValue ? "Named" : binding.Position)} {binding.IsMandatory} {binding.ValueFromPipeline} {binding.ValueFromPipelineByPropertyName}";

    private static string Describe(ParameterBinding binding) =>
        $"{binding.Set} {binding.Position} {binding.IsRequired} {binding.ByValue} {binding.ByPropertyName}";

    /// <summary>The parameters of a line of syntax; their order beyond the positions says nothing.</summary>
    private static IEnumerable<string> Parts(string syntax) =>
        SyntaxPart().Split(syntax).Select(p => p.Trim()).Where(p => p.Length > 0 && p != "[<CommonParameters>]").Order();

    [GeneratedRegex(@"### (?<set>[^\n]+)\n+```\n(?<line>[^\n]+)\n```")]
    private static partial Regex SyntaxBlock();

    [GeneratedRegex(@" (?=\[|-)")]
    private static partial Regex SyntaxPart();

    [GeneratedRegex(@"(script may catch|kan afvangen): (?<ids>[^.]+)\.")]
    private static partial Regex IdSentence();

    [GeneratedRegex(@"\]\((?<file>[^)]+)\)")]
    private static partial Regex Link();
}
