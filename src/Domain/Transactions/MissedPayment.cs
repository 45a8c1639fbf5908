namespace PreDelinquency.Domain.Transactions;

/// <summary>
/// The event that a score foretells: an obligation that was not paid in full within three days after its due date.
/// Of a card bill the obligation is the minimum payment.
/// </summary>
/// <param name="CustomerId">Whose obligation.</param>
/// <param name="Obligation">Rent, mortgage, loan, card, utility or insurance.</param>
/// <param name="DueDate">When it was due, in local time.</param>
/// <param name="MissedOn">The first day on which it counts as missed: <paramref name="DueDate"/> plus four days.</param>
/// <param name="Amount">What was due.</param>
public sealed record MissedPayment(string CustomerId, Category Obligation, DateOnly DueDate, DateOnly MissedOn, Money Amount)
{
    /// <summary>Days after the due date within which a payment is late, not missed.</summary>
    public const int GraceDays = 3;
}
