using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Simulation;

/// <summary>What the days before a missed payment look like, in quick motion.</summary>
internal static class Distress
{
    private static readonly (Category Category, Direction Direction, Channel Channel, TransactionStatus Status, double Size, bool Due)[] Steps =
    [
        (Category.Cash, Direction.Debit, Channel.Cash, TransactionStatus.Completed, 4, false),
        (Category.Utility, Direction.Debit, Channel.DirectDebit, TransactionStatus.Failed, 2, true),
        (Category.Shopping, Direction.Debit, Channel.Card, TransactionStatus.Declined, 1, false),
        (Category.PaydayLoan, Direction.Credit, Channel.Transfer, TransactionStatus.Completed, 8, false),
        (Category.Gambling, Direction.Debit, Channel.Online, TransactionStatus.Completed, 6, false),
        (Category.Rent, Direction.Debit, Channel.DirectDebit, TransactionStatus.Failed, 15, true),
        (Category.Penalty, Direction.Debit, Channel.Other, TransactionStatus.Completed, 0.5, false),
        (Category.LoanPayment, Direction.Debit, Channel.DirectDebit, TransactionStatus.Returned, 5, true),
        (Category.Groceries, Direction.Debit, Channel.Card, TransactionStatus.Declined, 1, false),
        (Category.PaydayLoan, Direction.Credit, Channel.Transfer, TransactionStatus.Completed, 6, false),
    ];

    /// <summary>The next transaction of a customer in distress.</summary>
    /// <param name="latest">The one before: time zone, currency and balance go on from it.</param>
    /// <param name="step">How many there were.</param>
    /// <param name="usualDebit">A usual amount of this customer, in its currency.</param>
    public static Transaction Step(Transaction latest, int step, double usualDebit)
    {
        var (category, direction, channel, status, size, due) = Steps[step % Steps.Length];
        var amount = Money.FromDecimal(Math.Max(0.01m, Math.Round((decimal)(usualDebit * size), 2)));
        // The account empties at once and then stays just above what the bank lends.
        var balance = -Money.FromDecimal(Math.Round((decimal)usualDebit, 2));
        return latest with
        {
            Category = category,
            Direction = direction,
            Channel = channel,
            Status = status,
            Amount = amount,
            BalanceAfter = balance,
            Merchant = null,
            DueDate = due ? DateOnly.FromDateTime(latest.Timestamp.DateTime) : null,
        };
    }
}
