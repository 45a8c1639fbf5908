using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>One calendar day: what befalls, what is planned, and then everything in the order of the clock.</summary>
internal static class LifeDay
{
    public static void Live(LifeState life, ICollection<Transaction>? transactions, ICollection<MissedPayment>? missed)
    {
        Span<Intent> room = stackalloc Intent[Agenda.Capacity];
        var agenda = new Agenda(room);
        var journal = new Journal(life, transactions);
        EpisodeProcess.Step(life, ref agenda);
        BillProcess.MarkMissed(life, missed);
        IncomeProcess.Plan(life, ref agenda);
        BillProcess.Plan(life, ref agenda);
        SpendingProcess.Plan(life, ref agenda);
        if (life.Random.Chance(0.35 + (0.6 * life.Persona.Prudence)))
            agenda.Add(life.Random.Whole(66_000, 82_000), IntentKind.BalanceCheck);
        if (life.SavingDay > 0 && life.Today >= life.SavingDay)
            agenda.Add(life.Random.Whole(60_000, 65_000), IntentKind.PutsAside);
        foreach (var intent in agenda.Items)
            Do(life, journal, intent);
        CopingProcess.EndDay(life, journal);
        life.DropSettledDues();
        life.Today++;
    }

    private static void Do(LifeState life, in Journal journal, in Intent intent)
    {
        var (second, kind, index, amount) = intent;
        switch (kind)
        {
            case IntentKind.Income:
                IncomeProcess.Receive(life, journal, second, index);
                break;
            case IntentKind.Refund:
                journal.Credit(second, Category.Other, Channel.Transfer, amount, "card fraud refund");
                break;
            case IntentKind.TakesLoan:
                CopingProcess.TakeBankLoan(life, journal, second, 1.5);
                break;
            case IntentKind.BankCollects:
                BillProcess.Collect(life, journal, second, index);
                break;
            case IntentKind.PaysByHand:
                PaymentProcess.PayByHand(life, journal, second, index);
                break;
            case IntentKind.Subscription:
                BillProcess.Subscribe(life, journal, second, index);
                break;
            case IntentKind.Spend:
                SpendingProcess.Buy(life, journal, second, index, amount);
                break;
            case IntentKind.HolidaySpend:
                SpendingProcess.BuyAway(life, journal, second, index, amount);
                break;
            case IntentKind.Bet:
                SpendingProcess.Bet(life, journal, second, amount);
                break;
            case IntentKind.FraudulentPurchase:
                Outlays.BuyFraudulently(life, journal, second, amount);
                break;
            case IntentKind.Outlay:
                Outlays.Pay(life, journal, second, (EpisodeKind)index, amount);
                break;
            case IntentKind.BalanceCheck:
                CopingProcess.CheckBalance(life, journal, second);
                break;
            case IntentKind.PutsAside:
                Outlays.PutAside(life, journal, second);
                break;
        }
    }
}
