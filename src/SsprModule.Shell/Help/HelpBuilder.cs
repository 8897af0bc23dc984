using System.Text.RegularExpressions;

namespace SsprModule.Shell.Help;

/// <summary>Turns <c>docs/&lt;culture&gt;</c> into the help folders of the module.</summary>
internal static partial class HelpBuilder
{
    private const string HelpFile = "SsprModule.dll-Help.xml";

    /// <summary>Writes the help of every culture that <paramref name="docs"/> has.</summary>
    /// <returns>The exit code; what is wrong with a page is on stderr.</returns>
    internal static int Build(string docs, string module)
    {
        foreach (var folder in Directory.EnumerateDirectories(docs).Where(IsCulture))
        {
            var pages = new List<HelpPage>();
            foreach (var file in Directory.EnumerateFiles(folder, "*-*.md").Order(StringComparer.Ordinal))
            {
                try
                {
                    pages.Add(HelpPageReader.Read(File.ReadAllText(file)));
                }
                catch (FormatException exception)
                {
                    Console.Error.WriteLine($"{file}: error : {exception.Message}");
                    return ExitCode.Failed;
                }
            }

            foreach (var culture in Folders(Path.GetFileName(folder)))
            {
                Write(pages, folder, Directory.CreateDirectory(Path.Combine(module, culture)).FullName);
            }
        }

        return ExitCode.Success;
    }

    /// <summary>True for en-US and its like; docs has other folders too.</summary>
    private static bool IsCulture(string folder) => CultureName().IsMatch(Path.GetFileName(folder));

    [GeneratedRegex("^[a-z]{2}-[A-Z]{2}$")]
    private static partial Regex CultureName();

    /// <summary>
    /// PowerShell looks for the user's culture, its parents and then en-US. A folder nl-NL alone would leave users
    /// of nl-BE with English; updatable help asks for the full name. So both are written.
    /// </summary>
    private static string[] Folders(string culture) =>
        culture == "en-US" ? [culture] : [culture, culture.Split('-')[0]];

    private static void Write(List<HelpPage> pages, string source, string target)
    {
        MamlWriter.Write(pages).Save(Path.Combine(target, HelpFile));
        foreach (var about in Directory.EnumerateFiles(source, "about_*.help.txt"))
        {
            File.Copy(about, Path.Combine(target, Path.GetFileName(about)), overwrite: true);
        }
    }
}
