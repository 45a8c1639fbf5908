using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Storage;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Engine.Tests;

public sealed class ModelSwapTests : IDisposable
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(21, 20, 150);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_swap_in_the_middle_of_the_stream_leaves_a_store_that_follows_from_its_log()
    {
        using var store = Open("swapped");
        await RunAsync(store, async (engine, batch, no) =>
        {
            await engine.ServeAsync(new ServedModels(no % 2 == 0 ? Models.Nervous : Models.Other), Token);
            await engine.IngestAsync(batch, [], Token);
        });

        Assert.Empty((await StoreVerification.RunAsync(store, null, Token)).Differences);
        var versions = (await ScoresAsync(store)).Select(s => s.ModelVersion).Distinct();
        Assert.Equal([Models.Nervous.Version, Models.Other.Version], versions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_came_in_before_a_swap_is_judged_by_the_model_before_it_and_what_comes_after_by_the_one_after()
    {
        using var store = Open("order");
        await RunAsync(store, async (engine, batch, no) =>
        {
            // Sent without waiting: the swap comes while the batch is on its way.
            var pending = engine.IngestAsync(batch, [], Token).AsTask();
            await engine.ServeAsync(new ServedModels(no % 2 == 0 ? Models.Other : Models.Nervous), Token);
            await pending;
        });

        var spans = store.ReadModels();
        var transactions = store.ReadLog(0).Where(e => e.Entry.Transaction is not null).ToList();
        for (var i = 0; i < transactions.Count; i++)
        {
            var judge = spans.Last(s => s.AfterPosition < transactions[i].Position).Document;
            Assert.Equal((i / BatchLength) % 2 == 0, judge == Models.Nervous.ToText().Document);
        }
    }

    [Fact]
    public async Task A_model_that_takes_over_again_is_stored_once()
    {
        using (var store = Open("again"))
        {
            await RunAsync(store, async (engine, batch, no) =>
            {
                await engine.ServeAsync(new ServedModels(no % 2 == 0 ? Models.Nervous : Models.Other), Token);
                await engine.IngestAsync(batch, [], Token);
            });
            Assert.True(store.ReadModels().Count > 2);
        }

        using var database = new SqliteDatabase(Path.Combine(_folder.File("again"), "store.db"), readOnly: true);
        Assert.Equal(2, database.ReadInt64("SELECT COUNT(*) FROM model_texts"));
    }

    [Fact]
    public async Task A_shadow_is_recorded_beside_every_score_and_changes_nothing_else()
    {
        using var alone = Open("alone");
        using var shadowed = Open("shadowed");
        await RunAsync(alone, async (engine, batch, _) => await engine.IngestAsync(batch, [], Token));
        await RunAsync(shadowed, async (engine, batch, _) =>
        {
            await engine.ServeAsync(new ServedModels(Models.Nervous, Models.Other), Token);
            await engine.IngestAsync(batch, [], Token);
        });

        var (expected, actual) = (await ScoresAsync(alone), await ScoresAsync(shadowed));
        Assert.Equal(expected, actual.Select(s => s with { Shadow = null }));
        Assert.All(actual, s => Assert.Equal(Models.Other.Version, s.Shadow!.Value.ModelVersion));
        Assert.Contains(actual, s => s.Shadow!.Value.Probability != s.Probability);
        Assert.Contains(actual, s => s.Shadow!.Value.Level != s.Level);
        Assert.Equal(await InterventionsAsync(alone), await InterventionsAsync(shadowed));
        Assert.Equal(States(alone), States(shadowed));
    }

    [Fact]
    public async Task A_prediction_shows_the_shadow_that_is_served()
    {
        using var store = Open("predicts");
        await using var engine = await StartAsync(store);
        await engine.IngestAsync(Stream, [], Token);
        var id = Stream[0].CustomerId;

        Assert.Null((await engine.AssessAsync(id, Token))!.Shadow);
        await engine.ServeAsync(new ServedModels(Models.Other, Models.Nervous), Token);
        var assessment = await engine.AssessAsync(id, Token);

        Assert.Equal(Models.Other.Version, assessment!.ModelVersion);
        Assert.Equal(Models.Nervous.Version, assessment.Shadow!.Value.ModelVersion);
        Assert.Equal(Models.Other.Version, engine.GetStats().ModelVersion);
    }

    private const int BatchLength = 300;

    private SqliteStore Open(string name) => SqliteStore.Open(new SqliteStoreOptions(_folder.File(name)) { Durability = Durability.ProcessCrash });

    private static Task<RiskEngine> StartAsync(SqliteStore store) =>
        RiskEngine.StartAsync(
            new EngineOptions { Clock = ClockKind.Event, Partitions = 2 }, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, Token);

    private static async Task RunAsync(SqliteStore store, Func<RiskEngine, IReadOnlyList<Transaction>, int, Task> feed)
    {
        await using var engine = await StartAsync(store);
        var no = 0;
        foreach (var batch in Stream.Chunk(BatchLength))
            await feed(engine, batch, no++);
    }

    private static async Task<List<ScorePoint>> ScoresAsync(SqliteStore store)
    {
        var all = new List<ScorePoint>();
        foreach (var customer in store.ReadCustomers().OrderBy(c => c.Id, StringComparer.Ordinal))
            all.AddRange((await store.ReadScoresAsync(customer.No, null, 100_000, Token)).Items);
        return all;
    }

    private static async Task<List<string>> InterventionsAsync(SqliteStore store) =>
        [.. (await store.ReadInterventionsAsync(0, 100_000, Token)).Select(i => $"{i.Intervention.InterventionId} {i.Intervention.At:O}").Order(StringComparer.Ordinal)];

    private static List<string> States(SqliteStore store) =>
        [.. store.ReadCustomers().Select(c => $"{c.Id} {Convert.ToHexString(store.ReadStored([c.No])[0].State!)}").Order(StringComparer.Ordinal)];
}
