using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using SsprModule.Errors;
using SsprModule.Tests.Support;

namespace SsprModule.Tests.Docs;

/// <summary>
/// What the documentation shows works as it stands: every example runs against the sandbox, statement by statement as a
/// person pastes it. One that needs a tenant is read only: its commands and parameters exist.
/// </summary>
public sealed class ExampleTests
{
    private static readonly IReadOnlyDictionary<string, (string File, Fence[] Fences)> Found = Find().ToDictionary(e => e.Name, e => (e.File, e.Fences));

    public static TheoryData<string> Examples => [.. Found.Where(e => !e.Value.Fences[0].NeedsTenant).Select(e => e.Key)];

    public static TheoryData<string> ForTenants => [.. Found.Where(e => e.Value.Fences[0].NeedsTenant).Select(e => e.Key)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs_and_shows_no_error_but_those_it_is_about(string name)
    {
        using var folder = new WorkFolder();
        using var session = folder.Open();
        Assert.All(Found[name].Fences, fence =>
        {
            var errors = Statements(fence.Code).SelectMany(s => ErrorsOf(session.Run(s), s)).ToList();
            Assert.Equal(fence.ShowsErrors, errors);
        });
    }

    [Theory]
    [MemberData(nameof(Examples))]
    [MemberData(nameof(ForTenants))]
    public void An_example_uses_commands_parameters_and_values_that_exist(string name)
    {
        using var session = new UserSession();
        Assert.All(Found[name].Fences.SelectMany(f => Commands(f.Code)), command =>
        {
            var bound = session.Run("[System.Management.Automation.Language.StaticParameterBinder]::BindCommand($command, $true)", ("command", command)).Single<StaticBindingResult>();
            Assert.Empty(bound.BindingExceptions.Select(e => $"{e.Key}: {e.Value.BindingException.Message}"));
            Assert.All(bound.BoundParameters.Values.Where(b => b.ConstantValue is not null && b.Parameter is not null), b =>
                Assert.NotNull(LanguagePrimitives.ConvertTo(b.ConstantValue, b.Parameter.ParameterType, CultureInfo.InvariantCulture)));
        });
    }

    [Theory]
    [MemberData(nameof(Examples))]
    [MemberData(nameof(ForTenants))]
    public void An_example_that_shows_an_error_names_an_id_that_exists(string name) =>
        Assert.Empty(Found[name].Fences.SelectMany(f => f.ShowsErrors).Except(Enum.GetNames<SsprErrorId>()));

    [Theory]
    [InlineData("Connect-Sspr", "LicenseMissing")]
    [InlineData("Enable-SsprPolicy", "GroupAmbiguous")]
    public void An_error_id_that_is_told_below_an_example_is_what_it_prints(string page, string id)
    {
        var example = Page.Read("en-US", page).Help.Examples.Single(e => e.Remarks.Any(r => r.Contains($"error id is {id}")));
        using var folder = new WorkFolder();
        using var session = folder.Open();
        Assert.Contains(id, session.Run(example.Code).AssertFine().Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Every_cmdlet_is_shown_in_an_example_that_runs() =>
        Assert.Empty(ModuleCommand.All.Keys.Except(Examples.SelectMany(e => Found[e.Data].Fences).SelectMany(f => Commands(f.Code)).Select(c => c.GetCommandName())));

    /// <summary>Each example of a page by itself; the steps of a runbook together, because each goes on from the one before.</summary>
    private static IEnumerable<(string Name, string File, Fence[] Fences)> Find()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Page.Folder, "en-US"), "*.md").Append(Path.Combine(Repository.Root, "README.md")))
        {
            foreach (var fence in Of(page))
            {
                yield return ($"{Path.GetFileNameWithoutExtension(page)} line {fence.Line}", page, [fence]);
            }
        }

        foreach (var culture in Page.Cultures)
        {
            foreach (var topic in Directory.EnumerateFiles(Path.Combine(Page.Folder, culture), "about_*.help.txt"))
            {
                foreach (var fence in Fence.OfTopic(File.ReadAllText(topic)))
                {
                    yield return ($"{Path.GetFileName(topic)} {culture} line {fence.Line}", topic, [fence]);
                }
            }
        }

        foreach (var page in Directory.EnumerateFiles(Path.Combine(Page.Folder, "runbooks"), "*.md").Append(Path.Combine(Page.Folder, "permissions.md")))
        {
            yield return (Path.GetFileNameWithoutExtension(page), page, [.. Of(page)]);
        }
    }

    /// <summary>The fences of a page but those that build the module.</summary>
    private static IEnumerable<Fence> Of(string page) =>
        Fence.Of(File.ReadAllText(page)).Where(f => !f.Code.Contains("./build.ps1"));

    private static ScriptBlockAst Parse(string code)
    {
        var script = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors.Select(e => e.Message));
        return script;
    }

    private static IEnumerable<string> Statements(string code) => Parse(code).EndBlock.Statements.Select(s => s.Extent.Text);

    private static IEnumerable<CommandAst> Commands(string code) =>
        Parse(code).FindAll(a => a is CommandAst c && c.GetCommandName() is { } n && ModuleCommand.All.ContainsKey(n), searchNestedScriptBlocks: true).Cast<CommandAst>();

    private static IEnumerable<string> ErrorsOf(Outcome outcome, string statement)
    {
        if (outcome.Ended is not null && outcome.EndedWith is null)
        {
            Assert.Fail($"{statement}: {outcome.Ended}");
        }

        return outcome.EndedWith is { } id ? outcome.ErrorIds.Append(id) : outcome.ErrorIds;
    }

    /// <summary>A folder for what an example writes, with the module in it, as a session that imports it would have it.</summary>
    private sealed class WorkFolder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("sspr-example-").FullName;

        public UserSession Open()
        {
            var manifest = Path.Combine(Directory.CreateDirectory(Path.Combine(path, "SsprModule")).FullName, "SsprModule.psd1");
            File.WriteAllText(manifest, $"@{{ ModuleVersion = '1.0'; RootModule = '{typeof(AsyncCmdlet).Assembly.Location}'; CmdletsToExport = '*' }}");
            var session = new UserSession();
            session.Run("Import-Module $manifest; [void]$ExecutionContext.SessionState.Path.SetLocation($folder); Connect-Sspr -Sandbox; Set-StrictMode -Version Latest", ("manifest", manifest), ("folder", path)).AssertFine();
            return session;
        }

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
