using System.Text.RegularExpressions;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>Whoever follows a link of a page arrives somewhere.</summary>
public sealed partial class DocumentLinkTests
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", "artifacts", ".git"];

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading_that_are_there()
    {
        var pages = Pages(Repository.Root).ToList();
        var links = pages.SelectMany(page => Links(page).Select(target => (Page: page, Target: target))).ToList();

        Assert.Contains(Repository.PathOf("README.md"), pages);
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Null(Problem(link.Page, link.Target)));
    }

    [Theory]
    [InlineData("README.md", "docs/nowhere.md", "is not there")]
    [InlineData("README.md", "docs/import.md#no-such-part", "has no heading #no-such-part")]
    [InlineData("README.md", "#no-such-part", "has no heading #no-such-part")]
    [InlineData("docs/import.md", "../../outside.md", "leads out of the repository")]
    [InlineData("docs/import.md", "../README.md", null)]
    [InlineData("README.md", "docs/import.md#years-of-history-into-a-running-gateway", null)]
    [InlineData("README.md", "src/Trees", null)]
    public void A_link_that_leads_nowhere_is_noticed(string page, string target, string? expected)
    {
        var problem = Problem(Repository.PathOf(page), target);

        Assert.Equal(expected is null, problem is null);
        Assert.Contains(expected ?? "", problem ?? "", StringComparison.Ordinal);
    }

    private static string? Problem(string page, string target)
    {
        var (path, heading) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
        var file = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path)));
        var place = $"{Path.GetRelativePath(Repository.Root, page)}: {target}";
        if (file != Repository.Root && !file.StartsWith(Repository.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return $"{place} leads out of the repository.";
        if (!File.Exists(file) && !Directory.Exists(file))
            return $"{place} is not there.";
        return heading is null || Headings(file).Contains(heading) ? null : $"{place} has no heading #{heading}.";
    }

    private static IEnumerable<string> Pages(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .Concat(Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d))).SelectMany(Pages));

    private static IEnumerable<string> Links(string page) => Link().Matches(Code().Replace(File.ReadAllText(page), ""))
        .Select(m => m.Groups["target"].Value)
        .Where(target => !Absolute().IsMatch(target));

    /// <summary>The headings of a page, as GitHub makes anchors of them: in lower case, without punctuation, blanks as hyphens.</summary>
    private static HashSet<string> Headings(string page) =>
        [.. Heading().Matches(Fence().Replace(File.ReadAllText(page), "")).Select(m => Punctuation().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\(\s*<?(?<target>[^)>\s]+)>?[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|//)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} +(?<text>.+?)\r?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Punctuation();
}
