using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Consumers;

/// <summary>Remembers in memory what readers told: where its silo dies, the next one knows all of it as soon as they have told again.</summary>
[GrainType("consumer")]
internal sealed class ConsumerGrain(TimeProvider time) : Grain, IConsumerGrain
{
    /// <summary>Whoever has told nothing for so long has died, or reads nothing; others have its partitions by then.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (long Lag, DateTimeOffset At)> _reports = new(StringComparer.Ordinal);

    public Task ReportAsync(string who, long lag)
    {
        _reports[who] = (lag, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<long?> LagAsync()
    {
        var oldest = time.GetUtcNow() - Lifetime;
        foreach (var (who, report) in _reports)
        {
            if (report.At < oldest)
                _reports.Remove(who);
        }

        return Task.FromResult(_reports.Count == 0 ? null : (long?)_reports.Values.Sum(report => report.Lag));
    }
}
