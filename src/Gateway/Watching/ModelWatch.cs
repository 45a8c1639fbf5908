using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway.Watching;

/// <summary>
/// Looks at the live model every minute and whenever somebody asks, at most every few seconds or once a day of a stream that
/// is faster; where to look takes long, so much more seldom that it takes no more than a sixtieth of the time. What crosses its
/// threshold is logged and told to those who listen, once when it does and once when it is over.
/// </summary>
internal sealed class ModelWatch(IModelHistory history, IRiskService service, LiveFeed feed, TimeProvider time, ILogger<ModelWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    /// <summary>A look that took so long is followed by none for so many times as long.</summary>
    private const int Rest = 60;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly MonitoringOptions _options = new();
    private Watched? _latest;
    private long _examinedAt;
    private TimeSpan _took;
    private string? _shadow;

    /// <summary>The model as it is, or was a few seconds ago; where a look takes long, up to sixty times as long ago as the latest took.</summary>
    /// <exception cref="ServiceUnavailableException">The store cannot be read now.</exception>
    public async Task<Watched> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_latest is not null && IsFresh(_latest.Examination))
                return _latest;
            var (models, began) = (service.Models, time.GetTimestamp());
            var examination = await Task.Run(() => Examination.Of(history, models.Champion, service.Present, _options, cancellationToken), cancellationToken);
            (_examinedAt, _took, _shadow) = (time.GetTimestamp(), time.GetElapsedTime(began), models.Shadow?.Version);
            return _latest = Note(examination);
        }
        catch (StoreException e)
        {
            throw new ServiceUnavailableException($"The store cannot be read now: {e.Message}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: all else that the gateway does must go on.
                logger.ModelNotWatched(e);
            }
        }
    }

    private bool IsFresh(Examination examination)
    {
        var age = time.GetElapsedTime(_examinedAt);
        return examination.Drift.ModelVersion == service.Models.Champion.Version
            && _shadow == service.Models.Shadow?.Version
            && (age < Rest * _took || (age < Freshness && (service.Present - examination.At).Duration() < TimeSpan.FromDays(1)));
    }

    private Watched Note(Examination examination)
    {
        var former = (_latest?.Alerts ?? []).ToDictionary(raised => raised.Alert.Key);
        var raised = examination.Alerts.Select(alert => new RaisedAlert(alert, former.GetValueOrDefault(alert.Key)?.Since ?? examination.At)).ToList();
        foreach (var alert in examination.Alerts.Where(alert => !former.ContainsKey(alert.Key)))
            logger.AlertRaised(examination.Drift.ModelVersion, alert.Kind, examination.At, alert.Message);
        var over = former.Keys.Except(raised.Select(r => r.Alert.Key)).ToList();
        foreach (var (kind, subject) in over)
            logger.AlertOver(examination.Drift.ModelVersion, kind, subject, examination.At);
        var watched = new Watched(examination, raised);
        if (over.Count > 0 || raised.Any(r => !former.ContainsKey(r.Alert.Key)))
            feed.Publish(watched.ToAlertPage());
        return watched;
    }
}
