using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Internal;

/// <summary>Finds the customers at most risk.</summary>
internal static class HighRisk
{
    /// <summary>Customers of a worker at or above a level that have a score, by falling probability, then by id.</summary>
    public static List<CustomerSummary> Of(IReadOnlyList<CustomerEntry> entries, RiskLevel level, int limit) => Of(
        entries.Where(entry => entry.Summary.Level >= level && entry.Summary.LatestEvent is not null)
            .Select(entry => new CustomerSummary(entry.Id, entry.Summary.Probability, entry.Summary.Level, entry.Summary.Maturity, entry.Summary.LatestEvent)),
        limit);

    /// <summary>The first of some customers by falling probability, then by id.</summary>
    public static List<CustomerSummary> Of(IEnumerable<CustomerSummary> customers, int limit)
    {
        var least = new PriorityQueue<CustomerSummary, (double, string)>(ByWorst);
        foreach (var customer in customers)
        {
            if (least.Count < limit)
                least.Enqueue(customer, (customer.Probability, customer.CustomerId));
            else
                least.EnqueueDequeue(customer, (customer.Probability, customer.CustomerId));
        }

        var found = new List<CustomerSummary>(least.Count);
        while (least.TryDequeue(out var customer, out _))
            found.Add(customer);
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
