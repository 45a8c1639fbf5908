using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Cli.Tests;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_files_and_another_seed_gives_others()
    {
        await GenerateAsync("a", "--seed", "7");
        await GenerateAsync("b", "--seed", "7");
        await GenerateAsync("c", "--seed", "8");
        Assert.Equal(Text("a"), Text("b"));
        Assert.NotEqual(Text("a"), Text("c"));

        string Text(string name) => File.ReadAllText(new PopulationFolder(_folder.File(name)).TransactionsFile);
    }

    [Fact]
    public async Task The_files_can_be_read_and_the_summary_counts_them()
    {
        var run = await GenerateAsync("a", "--start", "2024-03-01");
        var folder = new PopulationFolder(_folder.File("a"));
        var transactions = folder.ReadTransactions().ToList();
        Assert.Equal(20, folder.ReadCustomers().Count());
        Assert.Contains($"generated {transactions.Count:N0} transactions of 20 customers, 2024-03-01 to 2024-04-30", run.Error, StringComparison.Ordinal);
        Assert.All(transactions, t => Assert.Equal(2024, t.Timestamp.Year));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("2025-02-30")]
    public async Task A_start_that_is_no_day_is_a_usage_error_told_once(string start)
    {
        var run = await PdiRun.ExecuteAsync("generate", "--out", "x", "--start", start);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal([$"pdi: '{start}' is not a day like 2025-01-31.", "See ./pdi generate --help."], run.ErrorLines);
    }

    [Theory]
    [InlineData("2025-03-01", "2025-02-28", "--months", "2")]
    [InlineData("2030-01-01", "2024-03-31", "--months", "1", "--start", "2024-03-01")]
    public async Task An_oracle_that_would_begin_after_the_end_is_refused(string from, string last, params string[] more)
    {
        var run = await PdiRun.ExecuteAsync(["generate", "--customers", "3", "--oracle", "10", "--oracle-from", from, "--out", _folder.File("a"), .. more]);

        Assert.Equal((2, $"pdi: --oracle-from {from} must not lie after the last day of the population, {last}: there would be no probability."), (run.ExitCode, run.ErrorLines[0]));
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    private async Task<PdiRun> GenerateAsync(string name, params string[] more)
    {
        var run = await PdiRun.ExecuteAsync(["generate", "--customers", "20", "--months", "2", "--out", _folder.File(name), .. more]);
        Assert.Equal(0, run.ExitCode);
        return run;
    }
}
