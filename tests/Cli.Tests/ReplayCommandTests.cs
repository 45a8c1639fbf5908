using System.Globalization;
using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Cli.Tests;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_generated_folder_is_replayed_whole_whatever_the_number_of_workers()
    {
        await PdiRun.ExecuteAsync("generate", "--customers", "30", "--months", "4", "--out", _folder.Path);
        var count = new PopulationFolder(_folder.Path).ReadTransactions().Count();
        var one = await PdiRun.ExecuteAsync("replay", "--data", _folder.Path, "--workers", "1");
        var three = await PdiRun.ExecuteAsync("replay", "--data", _folder.Path, "--workers", "3");

        Assert.Equal((0, 0), (one.ExitCode, three.ExitCode));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"replayed {count:N0} transactions of 30 customers in "), one.Output, StringComparison.Ordinal);
        Assert.Contains("transactions/s with 3 workers", three.Output, StringComparison.Ordinal);
        Assert.Contains("duplicates 0, too late 0", one.Output, StringComparison.Ordinal);
        Assert.Equal(30, Levels(one.Output).Sum());
        Assert.Equal(AfterFirstLine(one.Output), AfterFirstLine(three.Output));
    }

    [Fact]
    public async Task Lines_of_json_are_replayed_too()
    {
        var run = await PdiRun.ExecuteAsync("replay", "--data", _folder.Write("t.ndjson", Line("1", 5) + "\n" + Line("2", 6) + "\n\n" + Line("1", 5)));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("replayed 3 transactions of 1 customers", run.Output, StringComparison.Ordinal);
        Assert.Contains("duplicates 1, too late 0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_transaction_is_named()
    {
        var path = _folder.Write("t.ndjson", Line("1", 5) + "\n" + Line("2", -6));
        var run = await PdiRun.ExecuteAsync("replay", "--data", path);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"pdi: {path}, line 2: amount must be more than 0", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay", "holds no transactions.csv")]
    [InlineData("verify", "holds no store.db")]
    public async Task An_empty_folder_is_an_error_and_stays_empty(string command, string answer)
    {
        var run = await PdiRun.ExecuteAsync(command, "--data", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"pdi: --data {_folder.Path}: the folder {answer}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_folder_without_a_model_is_refused_in_one_line()
    {
        var run = await PdiRun.ExecuteAsync("replay", "--data", _folder.Write("lines.ndjson", ""), "--model", _folder.File("none"));
        Assert.Equal((1, $"pdi: --model {_folder.File("none")}: there is no such folder"), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    private static string Line(string id, int amount) =>
        $$"""{"transaction_id":"{{id}}","customer_id":"c1","timestamp":"2025-03-01T09:30:00Z","amount":{{amount}},"direction":"debit","category":"groceries","channel":"card","status":"completed"}""";

    private static string AfterFirstLine(string output) => output[output.IndexOf('\n', StringComparison.Ordinal)..];

    private static IEnumerable<int> Levels(string output) => output.Split('\n').Single(l => l.StartsWith("levels:", StringComparison.Ordinal))
        .Split(',').Select(l => int.Parse(l.Trim().Split(' ')[^1], CultureInfo.InvariantCulture));
}
