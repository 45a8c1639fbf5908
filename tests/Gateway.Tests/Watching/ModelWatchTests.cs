using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Watching;

namespace PreDelinquency.Gateway.Tests.Watching;

/// <summary>How often the live model is looked at, by what a look costs.</summary>
public sealed class ModelWatchTests : IDisposable
{
    private readonly ManualTime _time = new(MemoryService.Noon);
    private readonly MemoryService _service = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LiveFeed _feed;
    private readonly SlowHistory _history;
    private readonly ModelWatch _watch;

    public ModelWatchTests()
    {
        _feed = new LiveFeed(_service, _time, _services.GetRequiredService<IMeterFactory>());
        _history = new SlowHistory(_time);
        _watch = new ModelWatch(_history, _service, _feed, _time, NullLogger<ModelWatch>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0.05, 5)]
    [InlineData(1, 60)]
    [InlineData(60, 3600)]
    public async Task A_look_is_followed_by_none_for_a_few_seconds_or_sixty_times_as_long_as_it_took(double took, double rests)
    {
        _history.Takes = TimeSpan.FromSeconds(took);
        var first = await _watch.LookAsync(Stop);

        _time.Advance(TimeSpan.FromSeconds(rests) - TimeSpan.FromMilliseconds(1));
        Assert.Same(first, await _watch.LookAsync(Stop));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.NotSame(first, await _watch.LookAsync(Stop));
        Assert.Equal(2, _history.Looks);
    }

    [Fact]
    public async Task A_stream_that_is_faster_than_the_clock_makes_no_more_looks_where_they_take_long()
    {
        _history.Takes = TimeSpan.FromSeconds(1);
        var first = await _watch.LookAsync(Stop);

        _service.Present = _service.Present.AddDays(7);

        Assert.Same(first, await _watch.LookAsync(Stop));
    }

    [Fact]
    public async Task Another_champion_is_looked_at_at_once()
    {
        _history.Takes = TimeSpan.FromMinutes(1);
        await _watch.LookAsync(Stop);
        var other = ModelBundle.Create(ShippedModel.Bundle.Trees, ShippedModel.Bundle.Document with { Version = "another" }).With(ShippedModel.Bundle.Reference);
        await _service.ServeAsync(new ServedModels(other), Stop);

        Assert.Equal("another", (await _watch.LookAsync(Stop)).Examination.Drift.ModelVersion);
    }

    [Fact]
    public async Task Another_shadow_is_looked_at_at_once()
    {
        _history.Takes = TimeSpan.FromMinutes(1);
        var first = await _watch.LookAsync(Stop);
        var shadow = ModelBundle.Create(ShippedModel.Bundle.Trees, ShippedModel.Bundle.Document with { Version = "shadow" });
        await _service.ServeAsync(new ServedModels(_service.Models.Champion, shadow), Stop);

        var second = await _watch.LookAsync(Stop);
        Assert.NotSame(first, second);
        Assert.Same(second, await _watch.LookAsync(Stop));
        await _service.ServeAsync(new ServedModels(_service.Models.Champion), Stop);
        Assert.NotSame(second, await _watch.LookAsync(Stop));
    }

    [Fact]
    public async Task A_look_that_fails_by_whatever_it_is_ends_nothing()
    {
        _history.Fault = new JsonException("what a later program wrote");
        await _watch.StartAsync(Stop);
        await Eventually.HoldsAsync(() => LooksAfter(ModelWatch.Interval) > 0);
        var failed = _history.Looks;

        await Eventually.HoldsAsync(() => LooksAfter(ModelWatch.Interval) > failed);

        Assert.False(_watch.ExecuteTask!.IsCompleted);
        await _watch.StopAsync(Stop);

        int LooksAfter(TimeSpan time)
        {
            _time.Advance(time);
            return _history.Looks;
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _feed.Dispose();
        _services.Dispose();
    }

    /// <summary>Nothing ever happened, and to find that out takes a while.</summary>
    private sealed class SlowHistory(ManualTime time) : IModelHistory
    {
        public TimeSpan Takes { get; set; }

        public int Looks { get; private set; }

        public Exception? Fault { get; set; }

        public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from)
        {
            Looks++;
            if (Fault is { } fault)
                throw fault;
            time.Advance(Takes);
            return [];
        }

        public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from) => [];

        public IEnumerable<NewCustomer> ReadCustomerIds() => [];

        public IEnumerable<ProfileEntry> ReadProfiles() => [];

        public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) => [];

        public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => [];
    }
}
