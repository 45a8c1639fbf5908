using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>Large, rare movements that episodes cause.</summary>
internal static class Outlays
{
    /// <summary>Pays a repair, a lawyer, a removal firm or a journey: from savings, from the account, on the card.</summary>
    public static void Pay(LifeState life, in Journal journal, int second, EpisodeKind kind, long amount)
    {
        var (category, merchant) = kind switch
        {
            EpisodeKind.Holiday => (Category.Travel, Merchants.OfHoliday(Category.Travel)[life.Random.Below(4)]),
            EpisodeKind.Divorce => (Category.Other, "Family Law Office"),
            EpisodeKind.HouseMove => (Category.Other, "Swift Removals"),
            _ => life.Random.Below(3) switch
            {
                0 => (Category.Health, "City Clinic"),
                1 => (Category.Shopping, "ElectroPoint"),
                _ => (Category.Other, "Garage Rota"),
            },
        };
        var drawn = Math.Min(life.Savings, kind == EpisodeKind.Holiday ? amount : amount / 10 * 9);
        life.Savings -= drawn;
        journal.Credit(second - 600, Category.Savings, Channel.Transfer, drawn, Merchants.OwnSavings);
        if (life.Persona.CardShare > 0 && life.Available < amount * 2 && CardAccount.TryCharge(life, amount))
            return;
        journal.Debit(second, category, Channel.Transfer, Math.Min(amount, Math.Max(0, life.Available)), merchant);
    }

    /// <summary>A stranger buys with the customer's card until nothing is left; remembered for the refund.</summary>
    public static void BuyFraudulently(LifeState life, in Journal journal, int second, long amount)
    {
        var merchant = Merchants.Strangers[life.Random.Below(Merchants.Strangers.Length)];
        if (life.Available < amount)
        {
            journal.Refuse(second, Category.Shopping, Channel.Online, TransactionStatus.Declined, amount, merchant);
            return;
        }

        journal.Debit(second, Category.Shopping, Channel.Online, amount, merchant);
        for (var i = 0; i < life.EpisodeCount; i++)
        {
            ref var episode = ref life.Episodes[i];
            if (episode.Kind == EpisodeKind.Fraud && episode.Mark > 0)
                episode.Amount += amount;
        }
    }

    /// <summary>Moves what is not needed until the next income into savings, after pay day and in calm times.</summary>
    public static void PutAside(LifeState life, in Journal journal, int second)
    {
        life.SavingDay = 0;
        var persona = life.Persona;
        if (life.Stress > 0.45 || life.MovedBank)
            return;
        var needed = life.CommittedUpTo(life.NextIncome + 3) + (long)(life.LivingPerDay * life.DaysToIncome) + persona.Income / 12;
        var spare = (long)((life.Balance - needed) * (0.4 + (0.5 * persona.Prudence)));
        var step = persona.Units(25);
        spare = spare / step * step;
        if (spare < step)
            return;
        if (persona.SecondBank is SecondBank.Savings or SecondBank.Income)
        {
            life.OtherBank += spare;
            journal.Debit(second, Category.Transfer, Channel.Transfer, spare, Merchants.OwnOtherBank);
        }
        else
        {
            life.Savings += spare;
            journal.Debit(second, Category.Savings, Channel.Transfer, spare, Merchants.OwnSavings);
        }
    }
}
