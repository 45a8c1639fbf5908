using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Cluster.Tests;

/// <summary>Synthetic lives, in order of time.</summary>
internal static class Lives
{
    private static readonly Lazy<IReadOnlyList<Transaction>> Few = new(() => [.. Of(seed: 3, customers: 8, months: 4)]);

    /// <summary>Eight customers and four months.</summary>
    public static IReadOnlyList<Transaction> OfEight => Few.Value;

    /// <summary>Four months of one customer who gets a proposal under a nervous model.</summary>
    public static IReadOnlyList<Transaction> OfOne => [.. OfEight.Where(t => t.CustomerId == OfEight[0].CustomerId)];

    public static IEnumerable<Transaction> Of(ulong seed, int customers, int months) =>
        new Population(new PopulationOptions { Customers = customers, Months = months, Seed = seed }).Transactions();
}
