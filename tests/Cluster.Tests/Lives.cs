using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Cluster.Tests;

/// <summary>Synthetic lives, in order of time.</summary>
internal static class Lives
{
    private static readonly Lazy<IReadOnlyList<Transaction>> Few = new(() => [.. Of(seed: 3, customers: 8, months: 8)]);

    private static readonly Lazy<IReadOnlyList<Transaction>> One = new(() => OfEight.GroupBy(t => t.CustomerId).Select(life => life.ToList()).MaxBy(Proposals)!);

    /// <summary>Eight customers and eight months.</summary>
    public static IReadOnlyList<Transaction> OfEight => Few.Value;

    /// <summary>The one of the eight who gets most proposals under a nervous model.</summary>
    public static IReadOnlyList<Transaction> OfOne => One.Value;

    public static IEnumerable<Transaction> Of(ulong seed, int customers, int months) =>
        new Population(new PopulationOptions { Customers = customers, Months = months, Seed = seed }).Transactions();

    private static int Proposals(List<Transaction> life)
    {
        var customer = new Customer(life[0].CustomerId);
        foreach (var transaction in life)
            customer.Apply(transaction, Models.Nervous, new CustomerEffects());
        return customer.InterventionCount;
    }
}
