using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Training;

/// <summary>
/// Replays transactions through the rolling behaviour that serves live customers, and takes the features at cut-off days.
/// A row is made of the transactions that arrived before its day was over, and of nothing else.
/// </summary>
public sealed class PointInTimeSampler
{
    private readonly SamplingOptions _options;
    private readonly Dictionary<string, Customer> _customers = [];
    private readonly List<PointInTimeRow> _rows = [];

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public PointInTimeSampler(SamplingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.SpacingDays is < 1 or > 60)
            throw new ArgumentOutOfRangeException(nameof(options), options.SpacingDays, "SpacingDays must be 1 to 60.");
        if (options.HistoryDays is < 1 or > 3650)
            throw new ArgumentOutOfRangeException(nameof(options), options.HistoryDays, "HistoryDays must be 1 to 3650.");
        _options = options;
    }

    /// <summary>Takes the next transaction; those of one customer must come in the order of time, as they would have arrived.</summary>
    public void Add(Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (!_customers.TryGetValue(transaction.CustomerId, out var customer))
            _customers.Add(transaction.CustomerId, customer = new Customer());
        customer.TakeThrough(transaction.CustomerId, TransactionRules.DayOf(transaction.Timestamp) - 1, _options, _rows);
        customer.Behaviour.Apply(transaction);
    }

    /// <summary>Ends the replay: takes the cut-offs that are left, and joins what became of each.</summary>
    /// <param name="lastDay">The last day of the data; cut-offs whose label window ends later are left out.</param>
    /// <param name="missed">Every missed payment, in any order.</param>
    /// <returns>The rows by customer id and day.</returns>
    public IReadOnlyList<PointInTimeRow> Finish(DateOnly lastDay, IEnumerable<MissedPayment> missed)
    {
        ArgumentNullException.ThrowIfNull(missed);
        var lastCutOff = lastDay.DayNumber - LabelWindow.UpToDays;
        foreach (var (id, customer) in _customers)
            customer.TakeThrough(id, lastCutOff, _options, _rows);
        var missedDays = missed.ToLookup(m => m.CustomerId, m => m.MissedOn.DayNumber);
        var rows = new List<PointInTimeRow>(_rows.Count);
        foreach (var row in _rows)
        {
            if (row.CutOff.DayNumber <= lastCutOff)
                rows.Add(Label(row, missedDays[row.CustomerId]));
        }

        rows.Sort(static (a, b) => string.CompareOrdinal(a.CustomerId, b.CustomerId) is var order && order != 0 ? order : a.CutOff.CompareTo(b.CutOff));
        return rows;
    }

    private static PointInTimeRow Label(PointInTimeRow row, IEnumerable<int> missedDays)
    {
        var cutOff = row.CutOff.DayNumber;
        var leads = new SortedSet<int>();
        var before = false;
        foreach (var day in missedDays)
        {
            if (LabelWindow.Contains(cutOff, day))
                leads.Add(day - cutOff);
            before |= day <= cutOff && day > cutOff - 60;
        }

        return row with { Misses = leads.Count > 0, LeadDays = [.. leads], MissedBefore = before };
    }

    private sealed class Customer
    {
        private int _nextCutOff;

        public RollingBehaviour Behaviour { get; } = new();

        /// <summary>Takes every cut-off up to a day.</summary>
        public void TakeThrough(string id, int day, SamplingOptions options, List<PointInTimeRow> rows)
        {
            if (Behaviour.TransactionCount == 0)
                return;
            if (_nextCutOff == 0)
                _nextCutOff = new CutOffDays(options.SpacingDays).FirstFrom(id, Behaviour.FirstDay + options.HistoryDays);
            for (; _nextCutOff <= day; _nextCutOff += options.SpacingDays)
            {
                // A customer who fell silent is not judged live either.
                if (_nextCutOff > Behaviour.LatestDay + Domain.Customer.DormantAfterDays)
                    continue;
                var features = new double[FeatureCatalogue.Count];
                Behaviour.Features(_nextCutOff, features);
                rows.Add(new PointInTimeRow(id, DateOnly.FromDayNumber(_nextCutOff), features) { HistoryDays = _nextCutOff - Behaviour.FirstDay + 1 });
            }
        }
    }
}
