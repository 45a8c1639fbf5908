using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>Looks at what there is to do whenever something was committed, and every second. A look that breaks off, for whatever reason, is made again: all else that the gateway does must go on.</summary>
internal sealed class OutreachRunner(OutreachRound round, IRiskService service, TimeProvider time, ILogger<OutreachRunner> logger) : BackgroundService, ICommitListener, IReadinessPart
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const long Never = 0;

    /// <summary>Between two rounds: a busy stream commits a hundred times a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _news = new(0, 1);
    private long _failingSince = Never;

    /// <summary>Since when each look has broken off, by the real clock; null where the last one did not.</summary>
    public DateTimeOffset? FailingSince => Interlocked.Read(ref _failingSince) is var ticks and not Never ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Scores are served all the same.</summary>
    public PartHealth Health => FailingSince is { } since
        ? new("outreach", false, $"nothing is decided about contacts or handed over since {since:u}: what it needs does not work, and the log says what") { IsEssential = false }
        : new("outreach", true, "decides and hands over") { IsEssential = false };

    public void OnCommitted(CommittedEffects effects)
    {
        if (_news.CurrentCount > 0)
            return;
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has said so.
        }
    }

    public override void Dispose()
    {
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = service.Listen(this);
        while (true)
        {
            try
            {
                await round.RunAsync(stoppingToken);
                Interlocked.Exchange(ref _failingSince, Never);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.OutreachWaits(e);
                Interlocked.CompareExchange(ref _failingSince, time.GetUtcNow().UtcTicks, Never);
                await Task.Delay(Interval, time, stoppingToken);
            }

            await Task.Delay(Pause, time, stoppingToken);
            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var late = Task.Delay(Interval, time, patience.Token);
        await Task.WhenAny(late, _news.WaitAsync(patience.Token));
        await patience.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
