using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Watching;

/// <summary>Looks at a part of the cluster once a second, and tells whether it works.</summary>
/// <param name="part">Its name.</param>
/// <param name="health">Hears of it.</param>
/// <param name="time">For the seconds.</param>
/// <param name="logger">Hears of it when it fails.</param>
internal abstract partial class Watch(string part, ClusterHealth health, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private bool _works = true;

    /// <summary>Looks.</summary>
    /// <returns>What the part is, for people.</returns>
    /// <exception cref="Exception">It does not work. Whatever nobody foresaw is told too, and ends no process.</exception>
    protected abstract Task<string> LookAsync(CancellationToken cancellationToken);

    /// <summary>Until it has been looked at, nothing is known to work.</summary>
    public sealed override Task StartAsync(CancellationToken cancellationToken)
    {
        health.Note(new PartHealth(part, false, "not looked at yet"));
        return base.StartAsync(cancellationToken);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                Note(true, await LookAsync(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Note(false, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Note(bool works, string detail)
    {
        if (works != _works)
            (works ? LogWorks : (Action<ILogger, string, string>)LogFails)(logger, part, detail);
        _works = works;
        health.Note(new PartHealth(part, works, detail));
    }

    [LoggerMessage(3110, LogLevel.Warning, "Part {Part} does not work: {Detail}")]
    private static partial void LogFails(ILogger logger, string part, string detail);

    [LoggerMessage(3111, LogLevel.Information, "Part {Part} works: {Detail}")]
    private static partial void LogWorks(ILogger logger, string part, string detail);
}
