using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine;

/// <summary>
/// As of when features are asked for: a moment, or the end of a local day of the customer's. Transactions belong to local days by
/// their own offsets, and the day ends at midnight in the offset of the latest of them.
/// </summary>
public readonly record struct PastMoment
{
    private readonly DateTimeOffset _at;
    private readonly DateOnly? _day;

    private PastMoment(DateTimeOffset at, DateOnly? day) => (_at, _day) = (at, day);

    /// <summary>A moment.</summary>
    public static PastMoment At(DateTimeOffset moment) => new(moment, null);

    /// <summary>The end of a local day.</summary>
    /// <param name="day">Before 9999-12-31.</param>
    public static PastMoment EndOf(DateOnly day) => new(default, day);

    /// <summary>The moment; null for the end of a day.</summary>
    public DateTimeOffset? Moment => _day is null ? _at : null;

    /// <summary>The day; null for a moment.</summary>
    public DateOnly? Day => _day;

    /// <summary>Whether a transaction lies after it.</summary>
    public bool IsBefore(Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return _day is { } day ? TransactionRules.DayOf(transaction.Timestamp) > day.DayNumber : transaction.Timestamp > _at;
    }

    /// <summary>As a moment.</summary>
    /// <param name="customer">Lived up to there.</param>
    public DateTimeOffset Of(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return _day is { } day ? new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, customer.LatestEvent?.Offset ?? TimeSpan.Zero) : _at;
    }
}
