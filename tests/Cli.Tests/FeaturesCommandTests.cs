using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Cli.Tests;

public sealed class FeaturesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Features_of_all_customers_are_exported_and_the_future_does_not_matter()
    {
        var (data, whole, cut) = (_folder.File("population"), _folder.File("whole.csv"), _folder.File("cut.csv"));
        await PdiRun.ExecuteAsync("generate", "--customers", "20", "--months", "4", "--out", data);
        var run = await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-03-15,2025-02-01", "--out", whole);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"exported 40 rows to {whole}", run.ErrorLines[^1]);

        var transactions = new PopulationFolder(data).TransactionsFile;
        File.WriteAllLines(transactions, File.ReadLines(transactions).Where((line, i) => i == 0 || string.CompareOrdinal(line.Split(',')[2], "2025-03-16") < 0).ToArray());
        await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-03-15", "--as-of", "2025-02-01", "--out", cut);
        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(cut));

        var printed = await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-02-01");
        Assert.Equal(File.ReadLines(whole).Where((line, i) => i == 0 || line.Contains(",2025-02-01,", StringComparison.Ordinal)), printed.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_day_that_is_none_is_a_usage_error()
    {
        var run = await PdiRun.ExecuteAsync("features", "--data", "x", "--as-of", "2025-02-01,2025-02-30");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("pdi: '2025-02-30' is not a day like 2025-01-31.", run.ErrorLines[0]);
    }
}
