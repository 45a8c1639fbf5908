using System.Text.RegularExpressions;

namespace PreDelinquency.Cli.Tests;

/// <summary>The program is called in one way wherever it is spoken of.</summary>
public sealed partial class OneCallTests
{
    [Fact]
    public void Every_page_calls_the_program_as_the_readme_says()
    {
        string[] pages = [Repository.PathOf("README.md"), Repository.PathOf("src/Trees/README.md"), .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)];
        Assert.All(pages, page => Assert.DoesNotMatch(OtherCall(), File.ReadAllText(page)));
        Assert.Contains("## The command line\n\n`./pdi COMMAND`", File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.PathOf("pdi")) && File.Exists(Repository.PathOf("pdi.cmd")));
    }

    // A line of a shell or code in a sentence that begins with the bare name, or the project's own name.
    [GeneratedRegex("^pdi |`pdi |--project src/Cli", RegexOptions.Multiline, 1000)]
    private static partial Regex OtherCall();
}
