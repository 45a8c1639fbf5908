using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Storage;
using PreDelinquency.Synthetic;

namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>A real gateway under load, killed again and again at random moments, always on the same folder.</summary>
[Collection(MachineToItself.Name)]
public sealed class KillTests(ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>Per clock.</summary>
    private const int Kills = 6;
    private const int Others = 9_600;
    private const int Active = 400;
    private const int BatchLines = 400;
    private const int Senders = 2;

    /// <summary>On the machine of reference, see <see cref="MachineSpeed"/>.</summary>
    private static readonly TimeSpan ReadyAgain = TimeSpan.FromSeconds(5);

    /// <summary>However slow the machine is, a recovery that takes longer than this allows is too long.</summary>
    private const double MostSlowness = 2.5;

    private readonly string _folder = Directory.CreateTempSubdirectory("pdi-kill-").FullName;

    private readonly List<GatewayProcess> _started = [];
    private ClockKind _clock;

    // Whatever the test found, no gateway outlives it.
    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _started)
            await gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory(Timeout = 480_000)]
    [InlineData(ClockKind.Event)]
    [InlineData(ClockKind.Wall)]
    public async Task What_was_acknowledged_survives_every_kill_exactly_once(ClockKind clock)
    {
        _clock = clock;
        var lives = ActiveTransactions(clock);
        var others = OthersTransactions(DateOnly.FromDateTime(lives[0].Timestamp.DateTime).AddMonths(-1));
        var outage = new Outage();
        var subscriber = new FaithfulSubscriber(outage);
        using var finished = new CancellationTokenSource();
        await FillAsync(others);
        output.WriteLine($"{others.Count:N0} transactions of {Others:N0} customers before the load.");
        var first = await StartAsync();
        outage.Up(first);
        var subscribing = subscriber.RunAsync(finished.Token);

        var senders = new BatchSender[Senders];
        var (acknowledged, reached) = (0L, new Milestone());
        var loads = Enumerable.Range(0, Senders)
            .Select(s => BatchSender.Batches([.. lives.Where(t => t.CustomerId[^1] % Senders == s)], BatchLines).ToList()).ToList();
        for (var s = 0; s < Senders; s++)
            senders[s] = new BatchSender(outage) { Acknowledged = _ => reached.Reach(Interlocked.Increment(ref acknowledged)) };
        var sending = Task.WhenAll(senders.Select((sender, s) => Task.Run(() => sender.SendAsync(loads[s]))));
        var last = await KillAgainAndAgainAsync(first, outage, reached, loads.Sum(l => l.Count));
        await sending;

        await CheckServedAsync(last, lives, others.Count, subscriber);
        await finished.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        Assert.Equal(0, await last.StopAsync());

        Assert.True(subscriber.Connections > Kills / 2, $"The subscriber was connected {subscriber.Connections} times.");
        Assert.Equal(lives.Count, senders.Sum(s => s.Accepted + s.Duplicates));
        Assert.True(senders.Sum(s => s.Repeats) >= Kills, "Too few kills met a request on its way.");
        await CheckStoreAsync([.. others, .. lives]);
    }

    // Each kill comes a random moment after a further share of the load was acknowledged, so none falls into idleness.
    private async Task<GatewayProcess> KillAgainAndAgainAsync(GatewayProcess gateway, Outage outage, Milestone reached, int batches)
    {
        var random = new Random(20260301);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await reached.WaitAsync(kill * batches / (Kills + 2));
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 40));
            gateway.Kill();
            await gateway.DisposeAsync();
            var before = MachineSpeed.Slowness();
            gateway = await StartAsync();
            var allowed = ReadyAgain * Math.Min(MostSlowness, Math.Max(before, MachineSpeed.Slowness()));
            output.WriteLine($"After kill {kill} ready in {gateway.ReadyAfter.TotalSeconds:0.00} s of {allowed.TotalSeconds:0.0} s allowed.");
            Assert.True(gateway.ReadyAfter < allowed, $"After kill {kill} the gateway took {gateway.ReadyAfter.TotalSeconds:0.0} s to be ready, more than {allowed.TotalSeconds:0.0} s.");
            outage.Up(gateway);
        }

        return gateway;
    }

    private static async Task CheckServedAsync(GatewayProcess gateway, List<Transaction> lives, int others, FaithfulSubscriber subscriber)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var stats = await client.GetFromJsonAsync<JsonElement>("stats");
        Assert.Equal(Others + Active, stats.GetProperty("customers").GetInt64());
        Assert.Equal(lives.Count + others, stats.GetProperty("transactions").GetInt64());
        foreach (var customer in lives.GroupBy(t => t.CustomerId))
        {
            var view = await client.GetFromJsonAsync<JsonElement>($"customer/{customer.Key}");
            Assert.Equal(customer.Count(), view.GetProperty("transaction_count").GetInt64());
        }

        var interventions = stats.GetProperty("interventions").GetInt64();
        Assert.True(interventions > 20, $"Only {interventions} interventions.");
        var all = await InterventionsAsync(client);
        Assert.Equal(Enumerable.Range(1, (int)interventions).Select(i => (long)i), all.Select(i => i.GetProperty("sequence").GetInt64()));
        Assert.Equal(all.Count, all.Select(i => i.GetProperty("intervention_id").GetString()).Distinct().Count());

        // On the wall clock most of it is history, which lapses and is not told.
        var told = all.Where(i => i.GetProperty("status").GetString() == "proposed").Select(i => i.GetProperty("sequence").GetInt64()).ToList();
        Assert.NotEmpty(told);
        await subscriber.WaitForAsync(told[^1], TimeSpan.FromSeconds(20));
        Assert.Equal(told, subscriber.Sequences);
    }

    private static async Task<List<JsonElement>> InterventionsAsync(HttpClient client)
    {
        var all = new List<JsonElement>();
        while (true)
        {
            var after = all.Count == 0 ? 0 : all[^1].GetProperty("sequence").GetInt64();
            var page = await client.GetFromJsonAsync<JsonElement>($"interventions?after_sequence={after}&limit=1000");
            if (page.GetProperty("items").GetArrayLength() == 0)
                return all;
            all.AddRange(page.GetProperty("items").EnumerateArray());
        }
    }

    private async Task CheckStoreAsync(List<Transaction> posted)
    {
        using var store = SqliteStore.Open(new SqliteStoreOptions(_folder));
        var logged = store.ReadLog(0).Where(e => e.Entry.Transaction is not null).Select(e => e.Entry.Transaction!.TransactionId);
        Assert.Equal(posted.Select(t => t.TransactionId).Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
        var report = await StoreVerification.RunAsync(store, null, CancellationToken.None);
        Assert.Empty(report.Differences);
        Assert.Equal(posted.Count, report.LogEntries);
    }

    private async Task<GatewayProcess> StartAsync()
    {
        var gateway = await GatewayProcess.StartAsync(_folder, "--clock", _clock == ClockKind.Event ? "event" : "wall");
        _started.Add(gateway);
        return gateway;
    }

    // The store of a bank's branch: ten thousand customers, half a million transactions, before the load begins.
    private async Task FillAsync(List<Transaction> transactions)
    {
        using var store = SqliteStore.Open(new SqliteStoreOptions(_folder) { Durability = Durability.ProcessCrash });
        var model = ModelBundle.Load(Path.Combine(Repository.Root, "models", "champion"));
        await using var engine = await RiskEngine.StartAsync(new EngineOptions { Clock = _clock }, store, model, TimeProvider.System, NullLogger.Instance);
        await engine.IngestAsync(transactions, [], CancellationToken.None);
    }

    // A stream on its own time may lie anywhere; on the wall clock half a year leads up to this very moment.
    private static List<Transaction> ActiveTransactions(ClockKind clock)
    {
        var options = new PopulationOptions { Customers = Active, Months = 6, Seed = 11 };
        if (clock == ClockKind.Event)
            return [.. new Population(options).Transactions()];
        var now = TimeProvider.System.GetUtcNow();
        options = options with { Start = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1).AddMonths(-6) };
        return [.. new Population(options).Transactions().Where(t => t.Timestamp <= now)];
    }

    private static List<Transaction> OthersTransactions(DateOnly start)
    {
        var options = new PopulationOptions { Customers = Others, Months = 1, Seed = 12, Start = start };
        return [.. new Population(options).Transactions().Select(t => t with { CustomerId = $"other-{t.CustomerId}" })];
    }
}
