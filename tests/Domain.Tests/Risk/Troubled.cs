using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Domain.Tests.Risk;

/// <summary>Moments of synthetic lives at which the shipped model saw risk.</summary>
internal static class Troubled
{
    public static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));

    private static readonly Lazy<IReadOnlyList<(string Who, IReadOnlyList<Reading> Readings, Maturity Maturity)>> Found = new(Live);

    /// <summary>Who and when, and what the features were made of. Several hundred; made once.</summary>
    public static IReadOnlyList<(string Who, IReadOnlyList<Reading> Readings, Maturity Maturity)> Moments => Found.Value;

    private static List<(string, IReadOnlyList<Reading>, Maturity)> Live()
    {
        var (served, effects, moments) = (new ServedModels(Shipped), new CustomerEffects(), new List<(string, IReadOnlyList<Reading>, Maturity)>());
        foreach (var history in new Population(new PopulationOptions { Customers = 400, Months = 10, Seed = 11 }).Transactions().GroupBy(t => t.CustomerId))
        {
            var customer = new Customer(history.Key);
            var fortnight = 0;
            foreach (var transaction in history)
            {
                customer.Apply(transaction, Shipped, effects);
                effects.Clear();
                if (customer.Score.Level == RiskLevel.Low || customer.HistoryDays / 14 == fortnight)
                    continue;
                fortnight = customer.HistoryDays / 14;
                var assessment = customer.Assess(transaction.Timestamp, served);
                if (assessment.Score.Level > RiskLevel.Low)
                    moments.Add(($"{history.Key} on day {customer.HistoryDays}", assessment.Readings(), assessment.Score.Maturity));
            }
        }

        return moments;
    }
}
