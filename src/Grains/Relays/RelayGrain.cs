using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Relays;

/// <summary>
/// Serves one topic for as long as there is a cluster: a timer while the grain lives, which keeps it alive; where its silo died the
/// others call for it every few seconds (<see cref="RelayBeginning"/>), and a reminder does where they cannot. Where for a moment it lives twice, things are passed on twice, which whoever listens must
/// recognise by their ids.
/// </summary>
[GrainType("relay")]
internal sealed partial class RelayGrain : Grain, IRelayGrain, IRemindable, IDisposable
{
    private const string Reminder = "relay";

    /// <summary>How soon what was committed is passed on.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    /// <summary>How soon the grain comes back; Orleans' own least is a minute.</summary>
    private static readonly TimeSpan ReturnPeriod = TimeSpan.FromMinutes(1);

    private readonly string _topic;
    private readonly IRelay? _relay;
    private readonly ILogger<RelayGrain> _logger;
    private readonly TimeProvider _time;
    private OutboxMetrics? _outbox;
    private bool _works = true;
    private bool _hasReminder;

    public RelayGrain(IGrainContext context, IEnumerable<IRelay> relays, TimeProvider time, ILogger<RelayGrain> logger)
    {
        _topic = context.GrainId.Key.ToString()!;
        (_relay, _time, _logger) = (relays.FirstOrDefault(relay => relay.Topic == _topic), time, logger);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_relay is not { } relay)
            return Task.CompletedTask;
        _outbox = new OutboxMetrics(_topic, _time);
        this.RegisterGrainTimer(stop => PassOnAsync(relay, stop), new GrainTimerCreationOptions(TimeSpan.Zero, LookPeriod) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    // Called when the grain leaves.
    public void Dispose() => _outbox?.Dispose();

    public async Task BeginAsync()
    {
        if (_relay is null)
        {
            // A silo without Kafka, as there are while it is added to a cluster: the next call may find another.
            DeactivateOnIdle();
            return;
        }

        if (_hasReminder)
            return;
        if (await this.GetReminder(Reminder) is null)
            await this.RegisterOrUpdateReminder(Reminder, ReturnPeriod, ReturnPeriod);
        _hasReminder = true;
    }

    /// <summary>To be called is enough where the topic can be served: the timer does the rest. Where it cannot, the reminder ends; a silo that can begins it again.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_relay is not null)
            return;
        if (await this.GetReminder(reminderName) is { } reminder)
            await this.UnregisterReminder(reminder);
        DeactivateOnIdle();
    }

    private async Task PassOnAsync(IRelay relay, CancellationToken cancellationToken)
    {
        try
        {
            for (var isMore = true; isMore;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = await relay.PassOnAsync(cancellationToken);
                if (count > 0)
                    _outbox!.PassedOn(count);

                // Under load there is always something new by now: whether all was passed on that had been there is what counts.
                isMore = count >= relay.Page;
                if (!isMore)
                    _outbox!.CaughtUp();
            }

            _works = true;
        }
        catch (Exception e) when (e is StoreException or ServiceUnavailableException)
        {
            if (_works)
                LogStands(_logger, _topic, e);
            _works = false;
        }
    }

    [LoggerMessage(3113, LogLevel.Warning, "Nothing can be passed on to {Topic}; it is tried again.")]
    private static partial void LogStands(ILogger logger, string topic, Exception e);
}
