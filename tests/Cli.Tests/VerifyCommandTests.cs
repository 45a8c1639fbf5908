using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cli.Commands;
using PreDelinquency.Engine;
using PreDelinquency.Storage;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Cli.Tests;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_that_an_engine_wrote_is_sound()
    {
        var transactions = new Population(new PopulationOptions { Customers = 20, Months = 4 }).Transactions().ToList();
        using (var store = SqliteStore.Open(new SqliteStoreOptions(_folder.Path)))
        {
            var options = new EngineOptions { Clock = ClockKind.Event };
            await using var engine = await RiskEngine.StartAsync(options, store, ModelFolder.Load(null), TimeProvider.System, NullLogger.Instance);
            await engine.IngestAsync(transactions, [], CancellationToken.None);
        }

        var run = await PdiRun.ExecuteAsync("verify", "--data", _folder.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches($"^sound: 20 customers, {transactions.Count:N0} transactions, [0-9,]+ interventions, 0 differences", run.Output);
    }

    [Fact]
    public async Task Progress_tells_how_much_of_the_log_was_replayed()
    {
        var transactions = new Population(new PopulationOptions { Customers = 40, Months = 4 }).Transactions().ToList();
        using var store = new MemoryStore(keepsLog: true);
        await using (var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = ClockKind.Event }, store, ModelFolder.Load(null), TimeProvider.System, NullLogger.Instance))
            await engine.IngestAsync(transactions, [], CancellationToken.None);
        var heard = new Positions();

        Assert.True((await StoreVerification.RunAsync(store, heard, CancellationToken.None)).IsSound);

        Assert.NotEmpty(heard);
        Assert.Equal(heard.Order(), heard);
        Assert.InRange(heard[^1], transactions.Count - 4096, store.ReadTotals().Position);
    }

    [Theory]
    [InlineData("Name the store: --data DIR")]
    [InlineData("--data and --store exclude each other", "--data", "x", "--store", "Host=db")]
    [InlineData("--store and --store-file exclude each other", "--store", "Host=db", "--store-file", "x")]
    public async Task One_store_is_named(string expected, params string[] arguments)
    {
        var run = await PdiRun.ExecuteAsync(["verify", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_in_use_is_refused_in_one_line()
    {
        using var store = SqliteStore.Open(new SqliteStoreOptions(_folder.Path));
        var run = await PdiRun.ExecuteAsync("verify", "--data", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_folder.Path, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private sealed class Positions : List<long>, IProgress<long>
    {
        public void Report(long value) => Add(value);
    }
}
