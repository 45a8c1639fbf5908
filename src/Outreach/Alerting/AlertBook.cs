namespace PreDelinquency.Outreach.Alerting;

/// <summary>
/// Makes alerts of findings: one open alert per condition and subject, told once when it is opened and once when it is over, however its
/// figure moves. It is over when it was not seen for a while, so that a figure that flutters round its threshold makes one alert. Kept in
/// memory: a restart opens anew what still holds. One thread at a time writes; any may read.
/// </summary>
public sealed class AlertBook
{
    /// <summary>Not seen for so long, an alert is over.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private IReadOnlyList<OperationsAlert> _open = [];

    /// <summary>Those that are open, first seen first.</summary>
    public IReadOnlyList<OperationsAlert> Open => Volatile.Read(ref _open);

    /// <summary>Notes what a look found; of several findings of one condition and subject, the first.</summary>
    /// <param name="findings">What it found.</param>
    /// <param name="unseen">Conditions that could not be looked at: their alerts stay as they are.</param>
    /// <param name="now">By the real clock.</param>
    /// <returns>Alerts that are opened or over by it.</returns>
    public IReadOnlyList<OperationsAlert> Note(IReadOnlyCollection<AlertFinding> findings, IReadOnlyCollection<AlertCondition> unseen, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = findings.DistinctBy(KeyOf).ToDictionary(KeyOf);
        var open = new List<OperationsAlert>();
        var changes = new List<OperationsAlert>();
        foreach (var alert in Open)
        {
            if (found.Remove(KeyOf(alert.Latest), out var again))
                open.Add(alert with { Latest = again, LastAt = now });
            else if (now - alert.LastAt >= Quiet && !unseen.Contains(alert.Latest.Condition))
                changes.Add(alert with { OverAt = now });
            else
                open.Add(alert);
        }

        foreach (var finding in found.Values)
        {
            var alert = new OperationsAlert(finding, now, now, null);
            open.Add(alert);
            changes.Add(alert);
        }

        Volatile.Write(ref _open, open);
        return changes;
    }

    private static (AlertCondition Condition, string Subject) KeyOf(AlertFinding finding) => (finding.Condition, finding.Subject);
}
