using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Tests;

/// <summary>A life that was lived for a while, with all that came of it.</summary>
internal sealed record Lived(Life Life, List<Transaction> Transactions, List<MissedPayment> Missed)
{
    public static Lived For(int days, ulong seed = 1, int index = 0)
    {
        var life = new Population(new PopulationOptions { Seed = seed, Customers = 999_999 }).CreateLife(index);
        return On(life, days);
    }

    public static Lived On(Life life, int days)
    {
        var lived = new Lived(life, [], []);
        for (var day = 0; day < days; day++)
            life.LiveDay(lived.Transactions, lived.Missed);
        return lived;
    }
}
