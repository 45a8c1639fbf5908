using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Engine.Internal;
using PreDelinquency.Storage;

namespace PreDelinquency.Engine.Tests;

public sealed class MalformedDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_malformed_document_is_one_dead_letter_however_often_it_is_sent_also_after_a_restart()
    {
        for (var start = 0; start < 2; start++)
        {
            using var store = SqliteStore.Open(new SqliteStoreOptions(_folder.Path) { Durability = Durability.ProcessCrash });
            await using var engine = await StartAsync(store);
            for (var time = 0; time < 3; time++)
                await engine.IngestAsync([], [Letter("{", time), Letter("[", time), Letter("{", time + 10)], Token);

            Assert.Equal(2, engine.GetStats().DeadLetters);
            var kept = await engine.GetDeadLettersAsync(0, 10, Token);
            Assert.Equal([(1, "{", "http line 0"), (2, "[", "http line 0")], kept.Select(l => (l.Sequence, l.Letter.Document, l.Letter.Source)));
        }
    }

    [Fact]
    public async Task A_document_among_the_latest_is_known_again_and_one_before_them_is_kept_again()
    {
        using var store = new MemoryStore(keepsLog: true);
        await using (var engine = await StartAsync(store))
        {
            await engine.IngestAsync([], [.. Enumerable.Range(0, MalformedDocuments.MostKnown + 1).Select(i => Letter($"{i}", i))], Token);
            await engine.IngestAsync([], [Letter("1", 0), Letter("0", 0)], Token);
            Assert.Equal(MalformedDocuments.MostKnown + 2, engine.GetStats().DeadLetters);
        }

        await using var again = await StartAsync(store);
        await again.IngestAsync([], [Letter("0", 0), Letter("2", 0), Letter("1", 0)], Token);
        Assert.Equal(MalformedDocuments.MostKnown + 3, again.GetStats().DeadLetters);
    }

    [Fact]
    public async Task Whoever_sends_what_is_known_hears_only_once_it_is_durable()
    {
        using var store = new FaultyStore(new MemoryStore(keepsLog: true));
        var time = new ManualTime(RandomPopulation.Start);
        await using var engine = await RiskEngine.StartAsync(new EngineOptions { Partitions = 1 }, store, Models.Nervous, time, NullLogger.Instance, Token);
        var fails = true;
        store.FailsBefore = () => Volatile.Read(ref fails);

        var first = engine.IngestAsync([], [Letter("{", 1)], Token).AsTask();
        var second = engine.IngestAsync([], [Letter("{", 2)], Token).AsTask();
        await Eventually.HoldsAsync(() => engine.GetHealth().Any(p => !p.Healthy));

        Assert.False(first.IsCompleted || second.IsCompleted);
        Volatile.Write(ref fails, false);
        await Task.WhenAll(first, second);
        Assert.Equal(1, engine.GetStats().DeadLetters);
    }

    private static DeadLetter Letter(string document, int line) => new(document, "is not valid JSON", $"http line {line}", RandomPopulation.Start);

    private static Task<RiskEngine> StartAsync(Ports.IStore store) =>
        RiskEngine.StartAsync(new EngineOptions { Partitions = 1 }, store, Models.Nervous, new ManualTime(RandomPopulation.Start), NullLogger.Instance, Token);
}
