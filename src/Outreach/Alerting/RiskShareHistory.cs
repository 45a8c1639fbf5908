namespace PreDelinquency.Outreach.Alerting;

/// <summary>How the share of customers at high risk was in the last day, one sample an hour, in memory.</summary>
public sealed class RiskShareHistory
{
    private static readonly TimeSpan Spacing = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>One that is older stands for no day ago: the present has leapt, as while history is loaded.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2);

    private readonly Queue<RiskSample> _samples = new();
    private DateTimeOffset? _latest;

    /// <summary>Adds a sample, where an hour has passed since the one before.</summary>
    /// <returns>The sample of a day ago; null where there is none yet.</returns>
    public RiskSample? Note(RiskSample sample)
    {
        // All but the youngest of those that are a day old are of no more use.
        while (_samples.Count > 1 && sample.At - _samples.ElementAt(1).At >= Day)
            _samples.Dequeue();
        var dayAgo = _samples.TryPeek(out var oldest) && sample.At - oldest.At >= Day && sample.At - oldest.At <= Oldest ? oldest : (RiskSample?)null;
        if (_latest is not { } latest || sample.At - latest >= Spacing)
        {
            _samples.Enqueue(sample);
            _latest = sample.At;
        }

        return dayAgo;
    }
}
