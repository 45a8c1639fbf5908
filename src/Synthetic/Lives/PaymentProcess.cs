using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>How a person pays a bill by hand: in good times early, under stress later and later, and not before there is food.</summary>
internal static class PaymentProcess
{
    /// <summary>The day on which a bill is meant to be paid, or remembered at last.</summary>
    public static int PlannedDay(LifeState life, in Bill bill, int dueDate)
    {
        var forgetful = life.Persona.Forgetfulness * (1 + life.Stress) * HelpProcess.Forgetting(life);
        if (life.Random.Chance(forgetful))
            return dueDate + 1 + (int)life.Random.Exponential(3.5);
        var lead = bill.Lead + (int)Math.Round(life.Random.Normal() * 1.2);
        return Math.Min(dueDate, dueDate - lead);
    }

    /// <summary>The person sets out to pay.</summary>
    public static void PayByHand(LifeState life, in Journal journal, int second, int index)
    {
        ref var due = ref life.Dues[index];
        if (due.Settled)
            return;
        due.PlanDay = life.Today + 1;

        // Putting off is the first relief; after the grace days it takes a letter or a call to act again.
        var puttingOff = life.Today < due.Date + 2 ? life.Stress * 0.85 : due.Missed ? 0.55 : 0.1;
        if (life.Random.Chance(puttingOff * HelpProcess.PuttingOff(life)))
            return;
        if (life.Available - due.Amount < Reserve(life, due))
            CopingProcess.RaiseMoney(life, journal, second - 120, due.Amount + Reserve(life, due) - life.Available);
        if (life.Available - due.Amount >= Reserve(life, due))
            Pay(life, journal, second, ref due, life.Random.Chance(0.6) ? Channel.Online : Channel.Transfer);
    }

    /// <summary>Pays a claim; the caller has seen that there is money for it.</summary>
    public static void Pay(LifeState life, in Journal journal, int second, ref Due due, Channel channel)
    {
        ref var bill = ref life.Bills[due.Bill];
        due.Settled = true;
        var amount = due.Amount;
        var merchant = bill.Merchant;
        if (bill.IsCard)
        {
            amount = Math.Min(CardAccount.Chosen(life, due.Amount, out merchant), Math.Max(due.Amount, life.Available));
            life.CardDebt = Math.Max(0, life.CardDebt - amount);
        }

        journal.Debit(second, bill.Category, channel, amount, merchant, due.Date);
        if (due.Missed && life.Random.Chance(0.5))
            journal.Debit(second + 30, Category.Penalty, Channel.Transfer, Math.Min(life.Persona.Units(15), due.Amount / 4), bill.Merchant);
    }

    /// <summary>Cents that must stay for food when this claim is paid: the less a claim matters, the more.</summary>
    private static long Reserve(LifeState life, in Due due)
    {
        if (life.Stress < 0.35)
            return 0;
        var share = life.Bills[due.Bill].Category switch
        {
            Category.Rent or Category.Mortgage => 0.25,
            Category.Utility => 0.5,
            Category.LoanPayment => 0.7,
            _ => 0.9,
        };
        return (long)(life.EssentialsPerDay * Math.Min(life.DaysToIncome, 10) * share);
    }
}
