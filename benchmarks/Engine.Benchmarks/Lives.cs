using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>The transactions of a synthetic population, in order of time, in memory.</summary>
internal static class Lives
{
    public static List<Transaction> Of(int customers, int months)
    {
        var all = new Population(new PopulationOptions { Customers = customers, Months = months }).Transactions().ToList();
        all.Sort((a, b) => a.Timestamp.CompareTo(b.Timestamp));
        return all;
    }
}
