using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Relays;

/// <summary>
/// Serves one topic for as long as there is a cluster: a timer while the grain lives, which keeps it alive, and a reminder that
/// brings it back where its silo died. Where for a moment it lives twice, things are passed on twice, which whoever listens must
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

    private readonly IRelay _relay;
    private readonly ILogger<RelayGrain> _logger;
    private readonly TimeProvider _time;
    private OutboxMetrics? _outbox;
    private bool _works = true;

    public RelayGrain(IGrainContext context, IEnumerable<IRelay> relays, TimeProvider time, ILogger<RelayGrain> logger)
    {
        var topic = context.GrainId.Key.ToString()!;
        (_relay, _time, _logger) = (relays.First(relay => relay.Topic == topic), time, logger);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _outbox = new OutboxMetrics(_relay.Topic, _time);
        this.RegisterGrainTimer(PassOnAsync, new GrainTimerCreationOptions(TimeSpan.Zero, LookPeriod) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    // Called when the grain leaves.
    public void Dispose() => _outbox?.Dispose();

    public async Task BeginAsync()
    {
        if (await this.GetReminder(Reminder) is null)
            await this.RegisterOrUpdateReminder(Reminder, ReturnPeriod, ReturnPeriod);
    }

    // To be called is enough: the timer does the rest.
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _relay.PassOnAsync(cancellationToken) is > 0 and var count)
            {
                _outbox!.PassedOn(count);
                cancellationToken.ThrowIfCancellationRequested();
            }

            _outbox!.CaughtUp();
            _works = true;
        }
        catch (Exception e) when (e is StoreException or ServiceUnavailableException)
        {
            if (_works)
                LogStands(_logger, _relay.Topic, e);
            _works = false;
        }
    }

    [LoggerMessage(3113, LogLevel.Warning, "Nothing can be passed on to {Topic}; it is tried again.")]
    private static partial void LogStands(ILogger logger, string topic, Exception e);
}
