using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Time;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Time;

/// <summary>
/// Lets the customers of one shard hear that time passed: when a silo begins, then by a reminder, which outlives the silo, and
/// whenever it is told. The round itself goes on beside the calls, and keeps the grain where it is until it ends.
/// </summary>
[GrainType("tick")]
internal sealed partial class TickGrain : Grain, ITickGrain, IRemindable
{
    /// <summary>How often the reminder comes; every customer hears once after its local midnight.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private const string Reminder = "tick";

    /// <summary>How soon a round that broke off is made again.</summary>
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    private readonly ShardTicks _ticks;
    private readonly ClusterClock _clock;
    private readonly ILogger<TickGrain> _logger;
    private readonly int _shard;
    private IGrainTimer? _round;
    private DateTimeOffset _asked;
    private DateTimeOffset _heard;
    private bool _isBrokenOff;

    public TickGrain(IGrainContext context, IClusterStore store, ICustomers customers, ClusterClock clock, ILogger<TickGrain> logger)
    {
        _shard = (int)context.GrainId.GetIntegerKey();
        (_ticks, _clock, _logger) = (new ShardTicks(_shard, store, customers), clock, logger);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _round = this.RegisterGrainTimer(RunAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task BeginAsync()
    {
        // One that is there keeps its time: registered anew it would begin to wait again.
        if (await this.GetReminder(Reminder) is null)
            await this.RegisterOrUpdateReminder(Reminder, FirstAfter(_shard), Period);

        // Whatever came due while no silo ran has waited long enough; who is not due is not asked.
        await HearPresentAsync();
    }

    public Task TickAsync(DateTimeOffset now)
    {
        if (now > _asked)
        {
            _asked = now;
            _round!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => HearPresentAsync();

    /// <summary>The shards' reminders are spread over a period, so that they don't come all at once.</summary>
    private static TimeSpan FirstAfter(int shard) => TimeSpan.FromSeconds((shard + 1) * (long)Period.TotalSeconds / Shards.Count);

    private Task HearPresentAsync() => _clock.HasBegun ? TickAsync(_clock.Present) : Task.CompletedTask;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (_heard < _asked)
        {
            var now = _asked;
            try
            {
                await _ticks.RunAsync(now, cancellationToken);
                (_heard, _isBrokenOff) = (now, false);
            }
            catch (ServiceUnavailableException e) when (e.IsPermanent || e.CustomerId is not null)
            {
                LogNotHeardByAll(_logger, _shard, e);
                _heard = now;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Who did not hear is still due; and a later time may have come meanwhile. Whatever nobody foresaw passes too, or is told of.
                if (!_isBrokenOff)
                    LogBrokenOff(_logger, _shard, e);
                _isBrokenOff = true;
                _round!.Change(RetryPeriod, Timeout.InfiniteTimeSpan);
                return;
            }
        }
    }

    [LoggerMessage(3104, LogLevel.Warning, "The tick of shard {Shard} broke off; it is made again until everybody heard it.")]
    private static partial void LogBrokenOff(ILogger logger, int shard, Exception e);

    [LoggerMessage(3112, LogLevel.Error, "Some customers of shard {Shard} cannot hear the time, for a reason of their own; all others did, and those are due the next time.")]
    private static partial void LogNotHeardByAll(ILogger logger, int shard, Exception e);
}
