using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Tests;
using PreDelinquency.Storage;

// Transactions per second through the engine: in memory (as a replay runs), and durable (as a gateway runs, without HTTP).
// Usage: Engine.Benchmarks MODELDIR [memory|sqlite|sqlite-process] [customers] [days] [runs] [folder]
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Engine.Benchmarks MODELDIR [memory|sqlite|sqlite-process] [customers] [days] [runs] [folder]");
    return 2;
}

var mode = args.ElementAtOrDefault(1) ?? "memory";
var customers = int.Parse(args.ElementAtOrDefault(2) ?? "1000");
var days = int.Parse(args.ElementAtOrDefault(3) ?? "365");
var runs = int.Parse(args.ElementAtOrDefault(4) ?? "5");
var parent = args.ElementAtOrDefault(5) ?? Path.GetTempPath();
var model = ModelBundle.Load(args[0]);
var stream = RandomPopulation.Of(1, customers, days);
Console.WriteLine($"{mode}: {stream.Count:n0} transactions of {customers:n0} customers over {days} days, {Environment.ProcessorCount} cores, model {model.Version}");

var rates = new List<double>();
for (var run = 1; run <= runs; run++)
{
    var folder = Path.Combine(parent, $"engine-benchmark-{Guid.NewGuid():n}");
    try
    {
        rates.Add(await RunAsync(folder));
    }
    finally
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

rates.Sort();
Console.WriteLine($"median {rates[rates.Count / 2]:n0} transactions/s (lowest {rates[0]:n0}, highest {rates[^1]:n0}, {runs} runs)");
return 0;

async Task<double> RunAsync(string folder)
{
    var options = new EngineOptions { Clock = ClockKind.Event };
    double rate;
    using (var store = Store(folder))
    {
        var allocated = GC.GetTotalAllocatedBytes();
        await using var engine = await RiskEngine.StartAsync(options, store, model, TimeProvider.System, NullLogger.Instance);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await FeedAsync(engine);
        rate = stream.Count / watch.Elapsed.TotalSeconds;
        var microseconds = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / stream.Count;
        var stats = engine.GetStats();
        Console.WriteLine($"  {rate,12:n0}/s  {microseconds:n2} µs of processor time, {(GC.GetTotalAllocatedBytes() - allocated) / stream.Count} B allocated each, {stats.Interventions} interventions, {stats.Transactions} accepted");
        watch.Restart();
        await engine.DisposeAsync();
        Console.WriteLine($"      stop {watch.ElapsedMilliseconds} ms");
    }

    if (mode == "memory")
        return rate;
    var restart = Stopwatch.StartNew();
    using (var store = Store(folder))
    {
        await using var engine = await RiskEngine.StartAsync(options, store, model, TimeProvider.System, NullLogger.Instance);
        Console.WriteLine($"      ready again in {restart.ElapsedMilliseconds} ms, {new FileInfo(Path.Combine(folder, "store.db")).Length >> 20} MB");
    }

    return rate;
}

// Several requests on their way at once, as from a few clients.
async Task FeedAsync(RiskEngine engine)
{
    const int Batch = 5000;
    var pending = new Queue<Task<IReadOnlyList<IngestOutcome>>>();
    for (var from = 0; from < stream.Count; from += Batch)
    {
        IReadOnlyList<Transaction> batch = new ArraySegment<Transaction>([.. stream[from..Math.Min(from + Batch, stream.Count)]]);
        pending.Enqueue(engine.IngestAsync(batch, [], CancellationToken.None).AsTask());
        if (pending.Count >= 8)
            await pending.Dequeue();
    }

    while (pending.TryDequeue(out var task))
        await task;
}

IStore Store(string folder) => mode switch
{
    "memory" => new MemoryStore(keepsLog: false),
    "sqlite" => SqliteStore.Open(new SqliteStoreOptions(folder)),
    "sqlite-process" => SqliteStore.Open(new SqliteStoreOptions(folder) { Durability = Durability.ProcessCrash }),
    _ => throw new InvalidOperationException($"{mode} is not a mode."),
};
