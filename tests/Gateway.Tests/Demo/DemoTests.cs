using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Demo;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Hosting;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Gateway.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private static readonly DemoOptions Options = new() { Customers = 40, Months = 3, Day = TimeSpan.FromMilliseconds(100), Years = 1, Seed = 5 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_demo_remembers_its_first_day()
    {
        var first = DemoPlan.Open(_folder.Path, Options, isEmpty: true, new DateOnly(2026, 3, 31));
        var later = DemoPlan.Open(_folder.Path, Options, isEmpty: false, new DateOnly(2026, 7, 1));

        Assert.Equal(new DateOnly(2025, 12, 31), first.Population.Options.Start);
        Assert.Equal(first.Population.Options, later.Population.Options);
    }

    [Fact]
    public async Task It_pauses_on_its_last_day_and_says_how_to_go_on()
    {
        var plan = DemoPlan.Open(_folder.Path, Options, isEmpty: true, new DateOnly(2026, 3, 31));
        Assert.Equal(new DateOnly(2027, 3, 31), plan.LastDay);
        var last = plan.Population.Options.End.AddDays(2);
        var service = new MemoryService();
        await using var output = new StringWriter();
        using var run = new DemoRun(plan with { LastDay = last }, service, new LiveTransactions(), TimeProvider.System, output, NullLogger<DemoRun>.Instance);

        await run.StartAsync(TestContext.Current.CancellationToken);
        await run.ExecuteTask!;

        Assert.True(run.Health.Healthy);
        Assert.Contains($"pauses on {last:yyyy-MM-dd}", run.Health.Detail, StringComparison.Ordinal);
        Assert.Contains("--demo-years", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(last.AddDays(-1), service.Transactions.Values.Max(t => DateOnly.FromDateTime(t.Timestamp.DateTime)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_engine_has_stopped_for_good_it_ends_and_says_why(bool fromTheBeginning)
    {
        var plan = DemoPlan.Open(_folder.Path, Options, isEmpty: true, new DateOnly(2026, 3, 31));
        var stop = new ServiceUnavailableException("The engine has stopped: out of order.") { IsPermanent = true };
        var service = new MemoryService();
        if (fromTheBeginning)
            service.Failure = stop;
        else
            service.BeforeCommit = _ => throw stop;
        await using var output = new StringWriter();
        using var run = new DemoRun(plan, service, new LiveTransactions(), TimeProvider.System, output, NullLogger<DemoRun>.Instance);

        await run.StartAsync(TestContext.Current.CancellationToken);
        await run.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(run.Health.Healthy);
        Assert.Equal("has ended: The engine has stopped: out of order. Start the program again to go on.", run.Health.Detail);
        Assert.Contains(run.Health.Detail, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_customer_is_refused_the_others_live_on()
    {
        var plan = DemoPlan.Open(_folder.Path, Options, isEmpty: true, new DateOnly(2026, 3, 31));
        var end = plan.Population.Options.End;
        var refused = plan.Population.CreateLife(7).CustomerId;
        var service = new MemoryService { Refused = refused };
        await using var output = new StringWriter();
        using var run = new DemoRun(plan with { LastDay = end.AddDays(2) }, service, new LiveTransactions(), TimeProvider.System, output, NullLogger<DemoRun>.Instance);

        await run.StartAsync(TestContext.Current.CancellationToken);
        await run.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(run.Health.Healthy);
        Assert.Contains("pauses on", run.Health.Detail, StringComparison.Ordinal);
        var history = service.Transactions.Values.Where(t => t.Timestamp.UtcDateTime < end.AddDays(-2).ToDateTime(TimeOnly.MinValue)).Select(t => t.CustomerId).ToHashSet();
        Assert.Equal(Options.Customers - 1, history.Count);
        Assert.DoesNotContain(refused, history);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"customers\":40}")]
    public void A_broken_record_is_named(string content)
    {
        File.WriteAllText(_folder.File(DemoPlan.FileName), content);

        var e = Assert.Throws<DemoException>(() => DemoPlan.Open(_folder.Path, Options, isEmpty: false, new DateOnly(2026, 3, 31)));

        Assert.Contains(DemoPlan.FileName, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_often_it_is_stopped_every_life_is_whole()
    {
        // Stopped at once, in the midst of making, loading or living; then once after it lived for a while.
        for (var i = 0; i < 3; i++)
            await (await StartAsync()).DisposeAsync();
        var program = await StartAsync();
        await using (program)
            await ReadyAsync(program);
        Assert.EndsWith($"Stopping. All that was accepted is stored in {_folder.Path}; the same command line goes on from there.{Environment.NewLine}", program.Output, StringComparison.Ordinal);
        await using var again = await StartAsync();
        await ReadyAsync(again);
        Assert.Matches(@"Demo: goes on where it stopped, on \d{4}-\d{2}-\d{2}: makes its 40 customers again", again.Output);
        Assert.Matches(@"Demo: goes on where it stopped, on \d{4}-\d{2}-\d{2}: lives up to there again", again.Output);
        using var http = new HttpClient { BaseAddress = again.Address };

        var stats = await GetAsync(http, "/stats");
        Assert.Equal(Options.Customers, stats.GetProperty("customers").GetInt32());
        Assert.Equal(0, stats.GetProperty("dead_letters").GetInt64());
        Assert.True(stats.GetProperty("now").GetDateTimeOffset() >= new DateTimeOffset(Plan().Population.Options.End, default, TimeSpan.Zero).AddDays(-2));
        foreach (var index in (int[])[0, 17, 39])
        {
            var life = Plan().Population.CreateLife(index);
            var stored = await StoredAsync(http, life.CustomerId);
            Assert.NotEmpty(stored);
            Assert.Equal(Lived(life, stored.Count), stored);
            Assert.Equal(life.Profile.Name, (await GetAsync(http, $"/customer/{life.CustomerId}")).GetProperty("profile").GetProperty("name").GetString());
        }
    }

    private Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(
        _folder.Path, "--demo", "--demo-customers", $"{Options.Customers}", "--demo-months", $"{Options.Months}", "--demo-day-seconds", "0.1", "--demo-seed", $"{Options.Seed}");

    private DemoPlan Plan() => DemoPlan.Open(_folder.Path, Options, isEmpty: false, default(DateOnly).AddYears(1));

    private static async Task ReadyAsync(RunningProgram program)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        await Eventually.HoldsAsync(async () => (await http.GetAsync("/health")).IsSuccessStatusCode);
    }

    private static List<(string Id, DateTimeOffset At)> Lived(Life life, int count)
    {
        var transactions = new List<Transaction>();
        while (transactions.Count < count)
            life.LiveDay(transactions, []);
        return [.. transactions.OrderBy(t => t.Timestamp).ThenBy(t => t.TransactionId, StringComparer.Ordinal).Take(count).Select(t => (t.TransactionId, t.Timestamp))];
    }

    private static async Task<List<(string Id, DateTimeOffset At)>> StoredAsync(HttpClient http, string customerId)
    {
        var stored = new List<(string Id, DateTimeOffset At)>();
        var before = "";
        while (true)
        {
            var page = (await GetAsync(http, $"/customer/{customerId}/history?limit=50{before}")).GetProperty("transactions");
            stored.AddRange(page.GetProperty("items").EnumerateArray().Select(t => (t.GetProperty("transaction_id").GetString()!, t.GetProperty("timestamp").GetDateTimeOffset())));
            if (page.GetProperty("next_before").ValueKind == JsonValueKind.Null)
                break;
            before = $"&before={Uri.EscapeDataString(page.GetProperty("next_before").GetString()!)}";
        }

        return [.. stored.OrderBy(t => t.At).ThenBy(t => t.Id, StringComparer.Ordinal)];
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
