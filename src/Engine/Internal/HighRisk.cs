using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Internal;

/// <summary>Finds the customers at most risk.</summary>
internal static class HighRisk
{
    /// <summary>Customers at or above a level that have a score, by falling probability, then by id.</summary>
    public static List<CustomerSummary> Of(IReadOnlyList<CustomerEntry> entries, RiskLevel level, int limit)
    {
        var least = new PriorityQueue<CustomerEntry, (double, string)>(ByWorst);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Summary.Level < level || entry.Summary.LatestEvent is null)
                continue;
            if (least.Count < limit)
                least.Enqueue(entry, (entry.Summary.Probability, entry.Id));
            else
                least.EnqueueDequeue(entry, (entry.Summary.Probability, entry.Id));
        }

        var found = new List<CustomerSummary>(least.Count);
        while (least.TryDequeue(out var entry, out _))
            found.Add(new CustomerSummary(entry.Id, entry.Summary.Probability, entry.Summary.Level, entry.Summary.Maturity, entry.Summary.LatestEvent));
        found.Reverse();
        return found;
    }

    public static List<CustomerSummary> Merge(IReadOnlyList<List<CustomerSummary>> lists, int limit) =>
        [.. lists.SelectMany(l => l).OrderByDescending(c => c.Probability).ThenBy(c => c.CustomerId, StringComparer.Ordinal).Take(limit)];

    private static readonly Comparer<(double Probability, string Id)> ByWorst = Comparer<(double Probability, string Id)>.Create((a, b) =>
    {
        var order = a.Probability.CompareTo(b.Probability);
        return order != 0 ? order : string.CompareOrdinal(b.Id, a.Id);
    });
}
