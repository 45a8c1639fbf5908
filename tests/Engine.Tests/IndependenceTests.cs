using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine.Tests;

public sealed class IndependenceTests
{
    private static readonly List<Transaction> Stream = RandomPopulation.Of(5, 30, 130);
    private static readonly Lazy<string> Reference = new(() => Outcome(new EngineOptions { Clock = ClockKind.Event, Partitions = 1 }, 1, 1));

    [Fact]
    public void The_reference_has_something_to_compare() => Assert.Contains("i1 ", Reference.Value, StringComparison.Ordinal);

    [Fact]
    public void Results_depend_neither_on_workers_nor_on_batches_nor_on_who_is_awake()
    {
        var settings =
            from partitions in Gen.Choose(1, 9)
            from batch in Gen.Choose(1, 300)
            from active in Gen.Elements(1, 10, 1000)
            from checkpoint in Gen.Choose(10, 3000)
            from seed in Gen.Choose(1, 1_000_000)
            select (Partitions: partitions, Batch: batch, Active: active, Checkpoint: checkpoint, Seed: seed);

        Prop.ForAll(settings.ToArbitrary(), s =>
        {
            var options = new EngineOptions
            {
                Clock = ClockKind.Event,
                Partitions = s.Partitions,
                MaxBatch = s.Batch,
                MaxActiveCustomers = s.Active,
                CheckpointTransactions = s.Checkpoint,
            };
            Assert.Equal(Reference.Value, Outcome(options, s.Seed, s.Batch));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(4711, 1));
    }

    // States byte for byte, interventions with their status, scores, in an order that is the customers' own.
    private static string Outcome(EngineOptions options, int seed, int largestRequest)
    {
        var random = new System.Random(seed);
        using var store = new MemoryStore(keepsLog: true);
        using var core = new EngineCore(options, store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)));
        Recovery.Run(core);
        for (var from = 0; from < Stream.Count;)
        {
            var count = Math.Min(random.Next(1, largestRequest + 1), Stream.Count - from);
            var request = new IngestRequest(Stream, from, count, new IngestOutcome[Stream.Count], core.Serving);
            core.Router.Route(request, core.Router.HomesOf(request));
            from += count;
            for (var steps = random.Next(4); steps > 0; steps--)
                Step(core, random);
        }

        foreach (var partition in core.Partitions)
            partition.Finish();
        while (core.Partitions.Any(p => !p.IsFinished))
            Step(core, random);
        return Describe(core, store);
    }

    private static void Step(EngineCore core, System.Random random)
    {
        var next = random.Next(core.Partitions.Count + 1);
        if (next == core.Partitions.Count)
            core.Committer.Step();
        else
            core.Partitions[next].Step();
    }

    private static string Describe(EngineCore core, MemoryStore store)
    {
        var lines = new List<string>();
        foreach (var partition in core.Partitions)
        {
            foreach (var entry in partition.Directory.All)
            {
                var state = new ArrayBufferWriter<byte>();
                partition.Directory.Peek([entry])[0]!.Write(state);
                var scores = store.ReadScoresAsync(entry.No, null, 100_000, default).AsTask().Result.Items;
                lines.Add($"{entry.Id} {Convert.ToHexString(state.WrittenSpan)} {string.Join(';', scores)}");
            }
        }

        foreach (var (_, intervention, status) in store.ReadInterventionsAsync(0, int.MaxValue, default).AsTask().Result)
            lines.Add($"{intervention.InterventionId} {intervention.At:O} {intervention.Level} {intervention.Message} {status}");
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }
}
