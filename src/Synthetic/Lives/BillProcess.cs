using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>Bills fall due, are collected by the bank or paid by hand, come back, are paid late, and in the end count as missed.</summary>
internal static class BillProcess
{
    /// <summary>Days before the due date on which a bill is on the table.</summary>
    private const int Notice = 10;

    /// <summary>Days after the due date when a creditor gives up or agrees to something else.</summary>
    private const int GivenUpAfter = 75;

    /// <summary>Marks what became missed with the beginning of this day.</summary>
    public static void MarkMissed(LifeState life, ICollection<MissedPayment>? missed)
    {
        for (var i = 0; i < life.DueCount; i++)
        {
            ref var due = ref life.Dues[i];
            if (!due.Missed && life.Today > due.Date + MissedPayment.GraceDays)
            {
                due.Missed = true;
                missed?.Add(new MissedPayment(
                    life.Persona.CustomerId,
                    life.Bills[due.Bill].Category,
                    DateOnly.FromDayNumber(due.Date),
                    DateOnly.FromDayNumber(life.Today),
                    new Money(due.Amount * 100)));
            }

            if (life.Today > due.Date + GivenUpAfter)
                GiveUp(life, ref due);
        }
    }

    /// <summary>Writes this month's claims and puts those that are tried today on the agenda.</summary>
    public static void Plan(LifeState life, ref Agenda agenda)
    {
        for (var i = 0; i < life.Bills.Length; i++)
        {
            ref var bill = ref life.Bills[i];
            if (!bill.Active)
                continue;
            if (bill.Category == Category.Subscription)
                PlanSubscription(life, ref bill, i, ref agenda);
            else if (life.Today >= bill.NextDue - Notice)
                Claim(life, ref bill, i);
        }

        for (var i = 0; i < life.DueCount; i++)
        {
            ref readonly var due = ref life.Dues[i];
            if (life.Today < due.PlanDay)
                continue;
            if (due.ByBank)
                agenda.Add((23400) + life.Random.Below(3600), IntentKind.BankCollects, i);
            else
                agenda.Add(life.Random.Whole(8 * 3600, 22 * 3600), IntentKind.PaysByHand, i);
        }
    }

    /// <summary>The bank tries a direct debit.</summary>
    public static void Collect(LifeState life, in Journal journal, int second, int index)
    {
        ref var due = ref life.Dues[index];
        ref var bill = ref life.Bills[due.Bill];
        var broken = life.Random.Chance(0.0004);
        if (life.Available >= due.Amount && !broken)
        {
            PaymentProcess.Pay(life, journal, second, ref due, Channel.DirectDebit);
            return;
        }

        due.Attempts++;
        var status = life.Random.Chance(0.6) ? TransactionStatus.Failed : TransactionStatus.Returned;
        journal.Refuse(second, bill.Category, Channel.DirectDebit, status, due.Amount, bill.Merchant, due.Date);
        if (life.Random.Chance(0.35))
            journal.Debit(second + 60, Category.Fee, Channel.Other, life.Persona.Units(6), "returned payment fee");

        // Some creditors try again in time; otherwise it is up to the customer to notice.
        due.ByBank = due.Attempts == 1 && life.Random.Chance(0.5);
        due.PlanDay = due.ByBank
            ? life.Today + life.Random.Whole(2, 3)
            : life.Today + 1 + (life.Random.Chance(life.Persona.Prudence) ? 0 : life.Random.Whole(1, 4));
    }

    /// <summary>A subscription is taken from the account's card; where it cannot be, it pauses for the month.</summary>
    public static void Subscribe(LifeState life, in Journal journal, int second, int index)
    {
        ref readonly var bill = ref life.Bills[index];
        if (life.Available >= bill.Amount)
            journal.Debit(second, Category.Subscription, Channel.Card, bill.Amount, bill.Merchant);
        else
            journal.Refuse(second, Category.Subscription, Channel.Card, TransactionStatus.Declined, bill.Amount, bill.Merchant);
    }

    private static void PlanSubscription(LifeState life, ref Bill bill, int index, ref Agenda agenda)
    {
        if (life.Today < bill.NextDue)
            return;
        bill.NextDue = bill.DueAfter(life.Today);

        // People who are short cancel first what they miss least.
        if (life.Stress > 0.6 && life.Random.Chance(0.25 * life.Persona.CutBack))
            bill.Active = false;
        else
            agenda.Add(life.Random.Whole(4 * 3600, 12 * 3600), IntentKind.Subscription, index);
    }

    private static void Claim(LifeState life, ref Bill bill, int index)
    {
        var date = bill.NextDue;
        bill.NextDue = bill.DueAfter(date);
        if (bill.IsCard && !CardAccount.Bill(life, ref bill))
            return;
        var amount = bill.IsCard ? CardAccount.Minimum(life) : bill.Amount;
        if (bill.Variation > 0)
            amount = (long)(amount * life.Random.LogNormal(Season(bill, date), bill.Variation));
        amount = HelpProcess.Lowered(life, bill, amount);
        if (bill.Remaining > 0 && --bill.Remaining == 0)
            bill.Active = false;
        life.AddDue(new Due
        {
            Bill = index,
            Date = date,
            Amount = Math.Max(100, amount),
            ByBank = bill.Automatic,
            PlanDay = bill.Automatic ? date : PaymentProcess.PlannedDay(life, bill, date),
        });
    }

    /// <summary>Heating makes winter's utility bills dearer.</summary>
    private static double Season(in Bill bill, int date) =>
        bill.Category != Category.Utility ? 1 : DateOnly.FromDayNumber(date).Month is 12 or 1 or 2 ? 1.15 : 0.97;

    private static void GiveUp(LifeState life, ref Due due)
    {
        due.Settled = true;
        ref var bill = ref life.Bills[due.Bill];
        if (bill.Category is Category.LoanPayment or Category.Rent or Category.Mortgage)
            bill.Amount = (long)(bill.Amount * 0.9);
        life.Habit = Math.Max(0.55, life.Habit * 0.97);
    }
}
