using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>Which measures a transaction moves.</summary>
public static class Measures
{
    /// <summary>How many measures there are.</summary>
    public const int Count = (int)Measure.LatePayment + 1;

    /// <summary>How many of them, from the first on, have sums that features use.</summary>
    public const int Summed = (int)Measure.UtilityDelay + 1;

    /// <summary>Most measures that one transaction moves.</summary>
    public const int MostPerTransaction = 5;

    /// <summary>Bounds, in days, within which a payment's delay against its due date is counted.</summary>
    public const int EarliestDelay = -30, LatestDelay = 90;

    /// <summary>The five measures that are bills, in the order in which their last payment is remembered.</summary>
    public static ReadOnlySpan<Measure> Obligations => [Measure.Housing, Measure.LoanPayment, Measure.CardPayment, Measure.Utility, Measure.Insurance];

    private static readonly Money RoundCashUnit = new(50 * Money.Scale);

    /// <summary>Lists what a transaction adds; the first is the one measure that stands for the transaction itself. A credit that did not come through adds nothing.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="day">Its local day.</param>
    /// <param name="additions">Room for <see cref="MostPerTransaction"/>; sums in ten-thousandths (of a day, for delays).</param>
    /// <returns>How many were written.</returns>
    public static int Of(Transaction transaction, int day, Span<(Measure Measure, long Sum)> additions)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var amount = transaction.Amount.TenThousandths;
        var n = 0;
        if (transaction.Status == TransactionStatus.Completed)
        {
            var main = MainOf(transaction.Direction, transaction.Category);
            additions[n++] = (main, amount);
            if (transaction.Direction == Direction.Debit)
            {
                if (IsSpending(main) && transaction.Timestamp.Hour < 5 && transaction.Timestamp.TimeOfDay > TimeSpan.Zero)
                    additions[n++] = (Measure.NightSpend, 0);
                if (main == Measure.CashWithdrawn && amount % RoundCashUnit.TenThousandths == 0)
                    additions[n++] = (Measure.RoundCash, 0);
                if (transaction.DueDate is { } due && transaction.Category.IsObligation())
                {
                    var delay = Math.Clamp(day - due.DayNumber, EarliestDelay, LatestDelay);
                    additions[n++] = (Measure.DuePayment, delay * Money.Scale);
                    if (main == Measure.Utility)
                        additions[n++] = (Measure.UtilityDelay, delay * Money.Scale);
                    if (delay > 0)
                        additions[n++] = (Measure.LatePayment, 0);
                }
            }
        }
        else if (transaction.Direction == Direction.Debit)
        {
            additions[n++] = (transaction.Status == TransactionStatus.Declined ? Measure.Declined : Measure.FailedPayment, 0);
        }

        return n;
    }

    /// <summary>The one measure that a completed transaction's money belongs to.</summary>
    public static Measure MainOf(Direction direction, Category category) => direction == Direction.Credit
        ? category switch
        {
            Category.Salary or Category.Pension or Category.Benefit => Measure.Income,
            Category.Savings => Measure.SavingsDrawn,
            Category.PaydayLoan or Category.LoanPayment => Measure.Borrowed,
            _ => Measure.OtherCredit,
        }
        : category switch
        {
            Category.Rent or Category.Mortgage => Measure.Housing,
            Category.LoanPayment => Measure.LoanPayment,
            Category.CardPayment => Measure.CardPayment,
            Category.Utility => Measure.Utility,
            Category.Insurance => Measure.Insurance,
            Category.Groceries => Measure.Groceries,
            Category.Dining => Measure.Dining,
            Category.Shopping => Measure.Shopping,
            Category.Travel => Measure.Travel,
            Category.Health => Measure.Health,
            Category.Subscription => Measure.Subscription,
            Category.Gambling => Measure.Gambling,
            Category.PaydayLoan => Measure.PaydayRepaid,
            Category.Cash => Measure.CashWithdrawn,
            Category.Savings => Measure.SavingsDeposited,
            Category.Transfer => Measure.TransferOut,
            Category.Fee or Category.Penalty => Measure.Fees,
            _ => Measure.OtherDebit,
        };

    /// <summary>Whether a measure is everyday spending, that a person does at an hour of their own choosing.</summary>
    private static bool IsSpending(Measure measure) =>
        measure is Measure.Groceries or Measure.Dining or Measure.Shopping or Measure.Travel or Measure.Gambling or Measure.CashWithdrawn or Measure.OtherDebit;
}
