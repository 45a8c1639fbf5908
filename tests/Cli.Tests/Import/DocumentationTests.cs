namespace PreDelinquency.Cli.Tests.Import;

public sealed class DocumentationTests
{
    [Fact]
    public async Task The_example_of_the_import_page_works_as_printed()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/import.md"));
        using var folder = new TemporaryFolder();
        folder.Write("export.csv", Between(page, "```\nKonto", "Konto"));
        folder.Write("mybank.yaml", Between(page, "```yaml\n", ""));

        var run = await PdiRun.ExecuteAsync("import", "--map", folder.File("mybank.yaml"), folder.File("export.csv"));

        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"customer_id\":\"nord-DE-4711\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"amount\":2480,\"direction\":\"credit\",\"category\":\"salary\",\"channel\":\"transfer\"", lines[0].Replace(".00,", ",", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"category\":\"groceries\",\"channel\":\"card\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"category\":\"rent\",\"channel\":\"direct_debit\"", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("\"due_date\":\"2025-03-01\"}", lines[2], StringComparison.Ordinal);
    }

    private static string Between(string page, string opening, string kept)
    {
        var start = page.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return kept + page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
