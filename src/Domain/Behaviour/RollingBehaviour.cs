using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// What is remembered of a customer's transactions: the recent 30 local days cell by cell, everything before as a decayed
/// <see cref="Baseline"/>. It is a function of the set of accepted transactions alone: the order of arrival within the
/// lateness horizon, repetitions and the passing of time leave no trace. Time enters where it is read, by
/// <see cref="Fill"/>. Not thread-safe.
/// </summary>
public sealed partial class RollingBehaviour
{
    /// <summary>A transaction is taken as long as its local day is at most so many days before the latest one's.</summary>
    public const int LatenessDays = 7;

    /// <summary>Days that are kept one by one.</summary>
    public const int RecentDays = 30;

    private DayCells _cells = new();
    private SeenTransactions _seen = new();
    private IncomeDays _incomes = new();
    private BalanceDays _balances = new();
    private MerchantDays _merchants;
    private Baseline _baseline;
    private BillDays _bills;
    private BillCalendar _calendar;
    private KnownSavings _savings;
    private PaymentRecord _payments;
    private int _savingsDrawnDay;

    /// <summary>The lowest balance ever; positive infinity where none was known.</summary>
    private float _lowestBalance = float.PositiveInfinity;

    /// <summary>The closing balance of the last day folded into the baseline; NaN where none was known by then.</summary>
    private float _carriedBalance = float.NaN;
    private long _latestMs;
    private ulong _latestHash;
    private short _latestOffsetMinutes;

    /// <summary>Transactions that count.</summary>
    public long TransactionCount { get; private set; }

    /// <summary>Local day number of the earliest transaction; 0 before the first.</summary>
    public int FirstDay { get; private set; }

    /// <summary>Local day number of the latest transaction; 0 before the first.</summary>
    public int LatestDay { get; private set; }

    /// <summary>Days from the first to the latest transaction, both counted.</summary>
    public int HistoryDays => TransactionCount == 0 ? 0 : LatestDay - FirstDay + 1;

    /// <summary>Timestamp of the latest transaction.</summary>
    public DateTimeOffset? LatestEvent =>
        TransactionCount == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_latestMs).ToOffset(LatestOffset);

    /// <summary>The customer's offset from UTC, from the latest transaction.</summary>
    public TimeSpan LatestOffset => TimeSpan.FromMinutes(_latestOffsetMinutes);

    /// <summary>Takes a transaction in; allocates nothing but now and then a longer array.</summary>
    public Applied Apply(Transaction transaction)
    {
        var examined = Examine(transaction, out var day, out var hash);
        if (examined == Applied.Accepted)
            Add(transaction, day, hash);
        return examined;
    }

    /// <summary>Tells what <see cref="Apply"/> would do, with what <see cref="Add"/> needs; changes nothing.</summary>
    internal Applied Examine(Transaction transaction, out int day, out ulong hash)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        day = TransactionRules.DayOf(transaction.Timestamp);
        hash = StableHash.Of(transaction.TransactionId);
        return _seen.Contains(hash) ? Applied.Duplicate
            : TransactionCount > 0 && day < LatestDay - LatenessDays ? Applied.TooLate
            : Applied.Accepted;
    }

    /// <summary>Adds a transaction that <see cref="Examine"/> found acceptable.</summary>
    internal void Add(Transaction transaction, int day, ulong hash)
    {
        if (TransactionCount == 0)
            (FirstDay, LatestDay) = (day, day);
        else if (day > LatestDay)
            Advance(day);
        FirstDay = Math.Min(FirstDay, day);
        TransactionCount++;
        _seen.Add(hash, day);
        Count(transaction, day, hash);
    }

    private void Count(Transaction transaction, int day, ulong hash)
    {
        Span<(Measure Measure, long Sum)> additions = stackalloc (Measure, long)[Measures.MostPerTransaction];
        var n = Measures.Of(transaction, day, additions);
        foreach (var (measure, sum) in additions[..n])
            _cells.Add(day, measure, 1, sum, LatestDay);
        if (additions[0].Measure is Measure.SavingsDrawn or Measure.SavingsDeposited && n > 0)
            CountSavings(additions[0].Measure, day);
        if (transaction is { Direction: Direction.Debit, Status: not TransactionStatus.Declined })
            CountBill(transaction, day);

        if (transaction.Status == TransactionStatus.Completed)
        {
            if (transaction.Direction == Direction.Credit)
            {
                if (transaction.Category.IsIncome())
                    _incomes.Add(new IncomeDay(day, transaction.Category, transaction.Amount.TenThousandths));
            }
            else
            {
                if (transaction.Merchant is { Length: > 0 } merchant)
                    _merchants.Set(day, StableHash.Of(merchant));
            }
        }

        var ms = transaction.Timestamp.ToUnixTimeMilliseconds();
        if (transaction.BalanceAfter is { } known)
        {
            var balance = (float)known.ToDouble();
            _balances.Set(day, ms, balance);
            _lowestBalance = Math.Min(_lowestBalance, balance);
        }

        if (ms > _latestMs || (ms == _latestMs && hash >= _latestHash) || TransactionCount == 1)
            (_latestMs, _latestHash, _latestOffsetMinutes) = (ms, hash, (short)transaction.Timestamp.Offset.TotalMinutes);
    }

    private void CountSavings(Measure measure, int day)
    {
        _savings.Recount(_cells.Span);
        if (measure == Measure.SavingsDrawn)
            _savingsDrawnDay = Math.Max(_savingsDrawnDay, day);
    }

    private void CountBill(Transaction transaction, int day)
    {
        var kind = Measures.Obligations.IndexOf(Measures.MainOf(Direction.Debit, transaction.Category));
        if (kind < 0)
            return;
        _calendar.Add(kind, transaction, day, LatestDay);
        if (transaction.Status != TransactionStatus.Completed)
            return;
        _bills.Add(kind, day, LatestDay);
        if (transaction.DueDate is { } due)
            _payments = _payments.With(day - due.DayNumber, byHand: transaction.Channel != Channel.DirectDebit);
    }

    /// <summary>Makes a later day the latest: the days that leave the recent window are folded into the baseline, one by one.</summary>
    private void Advance(int day)
    {
        var cells = _cells.Span;
        var folded = 0;
        for (var d = LatestDay - RecentDays + 1; d <= day - RecentDays; d++)
        {
            _baseline.NextDay();
            for (; folded < cells.Length && cells[folded].Age(LatestDay) == LatestDay - d; folded++)
            {
                _baseline.AddCell(cells[folded]);
                _savings.Fold(cells[folded]);
            }

            var (last, lowest) = (float.NaN, float.NaN);
            if (d <= LatestDay)
            {
                _baseline.AddMerchants(_merchants.Close(d));
                (last, lowest) = (_balances.Last(d), _balances.Lowest(d));
            }

            if (float.IsNaN(last))
                lowest = _carriedBalance;
            else
                _carriedBalance = last;
            if (!float.IsNaN(_carriedBalance))
                _baseline.AddBalance(_carriedBalance, lowest);
        }

        _cells.RemoveFirst(folded);
        for (var d = Math.Max(LatestDay + 1, day - BalanceDays.Slots + 1); d <= day; d++)
        {
            _balances.Open(d);
            _merchants.Open(d);
        }

        _seen.Advance(day, LatestDay);
        LatestDay = day;
    }
}
