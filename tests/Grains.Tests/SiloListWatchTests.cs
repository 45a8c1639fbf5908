using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Messaging;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Tests;

public sealed class SiloListWatchTests
{
    private static readonly Uri One = new("gwy.tcp://10.0.0.1:30000/1");
    private static readonly Uri Again = new("gwy.tcp://10.0.0.1:30000/2");
    private static readonly Uri Other = new("gwy.tcp://10.0.0.2:30000/1");

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly SiloList _list = new();

    [Fact]
    public async Task A_silo_that_began_anew_is_gone_and_one_that_joins_or_a_list_that_cannot_be_read_is_no_loss()
    {
        var losses = new SiloLosses(_time);
        using var watch = new SiloListWatch(_list, losses, _time, NullLogger<SiloListWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        await LookedAsync([One]);
        await LookedAsync([One, Other]);
        await LookedAsync(null);
        Assert.False(losses.AnyWithin(TimeSpan.FromDays(1)));

        await LookedAsync([Again, Other]);

        Assert.True(losses.AnyWithin(TimeSpan.FromDays(1)));
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_silo_that_is_gone_is_told_of_when_the_client_has_read_the_list_too()
    {
        var (losses, told) = (new SiloLosses(_time), new List<bool>());
        using var watch = new SiloListWatch(_list, losses, _time, NullLogger<SiloListWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        await LookedAsync([One, Other]);

        _list.Asking = () =>
        {
            _list.Silos = [Other];
            told.Add(losses.AnyWithin(TimeSpan.FromDays(1)));
        };
        // Three that called this, and one before them that may have been under way.
        await LooksAsync(4);
        await watch.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal([false, false, true], told.Take(3));
    }

    /// <summary>Waits until a look at the list with these has ended: the next one has begun, and one at the list before may have been under way.</summary>
    private Task LookedAsync(IList<Uri>? silos)
    {
        _list.Silos = silos;
        return LooksAsync(3);
    }

    /// <summary>Waits for so many answers of the list.</summary>
    private Task LooksAsync(int count)
    {
        var end = _list.Asked + count;
        return Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return _list.Asked >= end;
        });
    }

    private sealed class SiloList : IGatewayListProvider
    {
        private volatile int _asked;

        /// <summary>Null where it cannot be read.</summary>
        public IList<Uri>? Silos { get; set; }

        public int Asked => _asked;

        /// <summary>Called before each answer.</summary>
        public Action Asking { get; set; } = static () => { };

        public TimeSpan MaxStaleness => TimeSpan.Zero;

        public bool IsUpdatable => true;

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public Task<IList<Uri>> GetGateways()
        {
            Asking();
            var silos = Silos;
            Interlocked.Increment(ref _asked);
            return silos is null ? throw new StoreException("a cable was pulled") : Task.FromResult(silos);
        }
    }
}
