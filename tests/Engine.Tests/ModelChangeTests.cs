using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Tests;

public sealed class ModelChangeTests
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(9, 15, 150);
    private readonly MemoryStore _store = new(keepsLog: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_crash_another_model_takes_over_what_the_one_before_judged()
    {
        var half = Stream.Count / 2;
        var judged = Feed(Models.Nervous, Stream[..half], stops: false);

        // Nothing but the log is there to recover from.
        Assert.All(_store.ReadCustomers(), c => Assert.Equal(0, c.StatePosition));
        Assert.Equal(judged, Feed(Models.Other, [], stops: false));
        Assert.Single(_store.ReadModels());
        Feed(Models.Other, Stream[half..], stops: true);

        Assert.Equal([0L, half], _store.ReadModels().Select(m => _store.ReadLog(0).Count(e => e.Position <= m.AfterPosition && e.Entry.Transaction is not null) + 0L));
        Assert.Empty((await StoreVerification.RunAsync(_store, null, Token)).Differences);
        var versions = (await _store.ReadInterventionsAsync(0, int.MaxValue, Token)).Select(i => i.Intervention.ModelVersion).ToList();
        Assert.Equal(versions.Order(Comparer<string>.Create((a, b) => (b == Models.Nervous.Version).CompareTo(a == Models.Nervous.Version))), versions);
        Assert.Equal(2, versions.Distinct().Count());
    }

    [Fact]
    public void The_same_model_is_told_once_however_often_the_engine_starts()
    {
        foreach (var batch in Stream.Chunk(Stream.Count / 4))
            Feed(ModelBundle.Parse(Models.Nervous.ToText().Document, Models.Nervous.ToText().Trees, "again"), [.. batch], stops: true);

        Assert.Equal(0, Assert.Single(_store.ReadModels()).AfterPosition);
    }

    [Fact]
    public async Task A_log_that_a_model_of_another_program_judged_is_not_replayed_with_this_one()
    {
        Feed(Models.Nervous, Stream, stops: false);
        var (document, trees) = Models.Nervous.ToText();
        var foreign = document.Replace(Models.Nervous.Document.FeatureCatalogue, "another", StringComparison.Ordinal);
        _store.Commit(new CommitBatch([new CommitUnit { Models = { new ModelEntry(0, foreign, trees) } }], _store.ReadTotals()));

        var refusal = Assert.Throws<StoreException>(() => Feed(Models.Nervous, [], stops: false));
        var verification = await Assert.ThrowsAsync<StoreException>(() => StoreVerification.RunAsync(_store, null, Token));

        Assert.Contains("Start the program that wrote the store once more", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("feature catalogue another", verification.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_name_its_models_is_not_called_sound()
    {
        Feed(Models.Nervous, Stream, stops: true);
        using var silent = new FaultyStore(_store) { KnowsModels = false };

        await Assert.ThrowsAsync<StoreException>(() => StoreVerification.RunAsync(silent, null, Token));
    }

    // Returns what each customer's score is at the end.
    private List<string> Feed(ModelBundle model, List<Transaction> transactions, bool stops)
    {
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 2, CheckpointTransactions = long.MaxValue };
        using var core = new EngineCore(options, _store, model, new ManualTime(RandomPopulation.Start.AddYears(1)));
        Recovery.Run(core);
        var request = new IngestRequest(transactions, 0, transactions.Count, new IngestOutcome[transactions.Count], core.Serving);
        core.Router.Route(request, core.Router.HomesOf(request));
        if (stops)
        {
            foreach (var partition in core.Partitions)
                partition.Finish();
        }

        for (var worked = true; worked;)
        {
            worked = core.Committer.Step();
            foreach (var partition in core.Partitions)
                worked |= partition.Step();
        }

        Assert.Equal(stops, core.Partitions.All(p => p.IsFinished));
        return [.. core.Partitions.SelectMany(p => p.Directory.All).Select(e => $"{e.Id} {e.Summary} {e.Customer?.InterventionCount}").Order(StringComparer.Ordinal)];
    }
}
