namespace PreDelinquency.Engine.Hosting;

/// <summary>Finds the customers at most risk.</summary>
public static class HighRisk
{
    private static readonly Comparer<(double Probability, string Id)> ByWorst = Comparer<(double Probability, string Id)>.Create((a, b) =>
    {
        var order = a.Probability.CompareTo(b.Probability);
        return order != 0 ? order : string.CompareOrdinal(b.Id, a.Id);
    });

    /// <summary>The first of some customers by falling probability, then by id; never more than the limit in memory.</summary>
    /// <param name="customers">In any order.</param>
    /// <param name="limit">At most so many; at least 1.</param>
    public static IReadOnlyList<CustomerSummary> Of(IEnumerable<CustomerSummary> customers, int limit)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
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
}
