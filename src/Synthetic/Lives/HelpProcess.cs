using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>What help changes. It draws no lots, so that a life with help and the same life without it meet the same luck.</summary>
internal static class HelpProcess
{
    private const int HeedingDays = 30;
    private const int MovingDays = 30;
    private const int MostMovedDays = 21;
    private const int ReliefDays = 60;
    private const double Relief = 0.5;

    public static void Receive(LifeState life, Help help)
    {
        switch (help)
        {
            case Help.Reminder:
                life.HeedsUntil = life.Today + HeedingDays;
                break;
            case Help.DueDateMoved:
                MoveDueDates(life);
                break;
            case Help.PaymentsLowered:
                life.ReliefUntil = life.Today + ReliefDays;
                foreach (ref var due in life.Dues.AsSpan(0, life.DueCount))
                    due.Amount = Lowered(life, life.Bills[due.Bill], due.Amount);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(help), help, "Not a kind of help.");
        }
    }

    /// <summary>Factor on the chance that a bill is forgotten.</summary>
    public static double Forgetting(LifeState life) => life.Today < life.HeedsUntil ? 0.3 : 1;

    /// <summary>Factor on the chance that it is put off.</summary>
    public static double PuttingOff(LifeState life) => life.Today < life.HeedsUntil ? 0.5 : 1;

    /// <summary>What a bill asks for, in cents, while payments are lowered.</summary>
    public static long Lowered(LifeState life, in Bill bill, long amount) =>
        life.Today < life.ReliefUntil && bill.Category is Category.LoanPayment or Category.Mortgage or Category.CardPayment ? (long)(amount * Relief) : amount;

    private static void MoveDueDates(LifeState life)
    {
        foreach (ref var due in life.Dues.AsSpan(0, life.DueCount))
        {
            var moved = Math.Min(life.NextIncome + 1, due.Date + MostMovedDays);
            if (due.Settled || due.Missed || due.Date < life.Today || due.Date >= life.Today + MovingDays || moved <= due.Date)
                continue;
            due.PlanDay += moved - due.Date;
            due.Date = moved;
        }

        foreach (ref var bill in life.Bills.AsSpan())
        {
            var moved = Math.Min(life.NextIncome + 1, bill.NextDue + MostMovedDays);
            if (bill.Active && bill.Category != Category.Subscription && bill.NextDue < life.Today + MovingDays && moved > bill.NextDue)
                bill.NextDue = moved;
        }
    }
}
