using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Training.Exporting;

/// <summary>
/// Features as of chosen days, by the rolling behaviour that serves live customers. A row is made of the transactions
/// that came before its day was over, and of nothing else: one that stands after one of a later day came too late, as it
/// would have live.
/// </summary>
public sealed class FeatureExport
{
    private readonly int[] _days;
    private readonly Dictionary<string, Customer> _customers = new(StringComparer.Ordinal);
    private readonly List<FeatureRow> _rows = [];
    private int _first = int.MaxValue;
    private int _last = int.MinValue;

    /// <param name="days">The days at whose ends features are taken, in any order; at least one.</param>
    public FeatureExport(IEnumerable<DateOnly> days)
    {
        _days = [.. days.Select(d => d.DayNumber).Distinct().Order()];
        ArgumentOutOfRangeException.ThrowIfZero(_days.Length, nameof(days));
    }

    /// <summary>Days asked for that lie before the first of all transactions or after the last; none where there is no transaction.</summary>
    public IEnumerable<DayOutside> DaysOutside => _customers.Count == 0 ? [] : _days.Where(day => day < _first || day > _last)
        .Select(day => new DayOutside(DateOnly.FromDayNumber(day), day > _last, DateOnly.FromDayNumber(day > _last ? _last : _first)));

    /// <summary>Takes the next transaction; those of one customer must come in the order of time.</summary>
    public void Add(Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var day = TransactionRules.DayOf(transaction.Timestamp);
        (_first, _last) = (Math.Min(_first, day), Math.Max(_last, day));
        if (!_customers.TryGetValue(transaction.CustomerId, out var customer))
            _customers.Add(transaction.CustomerId, customer = new Customer(transaction.CustomerId));
        customer.TakeBefore(day, _days, _rows);
        customer.Behaviour.Apply(transaction);
    }

    /// <summary>Ends the replay.</summary>
    /// <returns>The rows by customer id and day; a customer has none before the first transaction.</returns>
    public IReadOnlyList<FeatureRow> Finish()
    {
        foreach (var customer in _customers.Values)
            customer.TakeBefore(int.MaxValue, _days, _rows);
        _rows.Sort(static (a, b) => string.CompareOrdinal(a.CustomerId, b.CustomerId) is var order && order != 0 ? order : a.AsOf.CompareTo(b.AsOf));
        return _rows;
    }

    /// <summary>Writes rows as CSV: numbers in full precision, what is not known as an empty field.</summary>
    public static void Write(TextWriter output, IEnumerable<FeatureRow> rows)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(rows);
        output.Write($"customer_id,as_of,{string.Join(',', FeatureCatalogue.All.Select(f => f.Name))},maturity\n");
        foreach (var row in rows)
        {
            output.Write($"{row.CustomerId},{row.AsOf:yyyy-MM-dd},");
            foreach (var value in row.Features)
                output.Write(double.IsNaN(value) ? "," : $"{value:R},");
            output.Write($"{WireNames<Maturity>.Of(row.Maturity)}\n");
        }
    }

    private sealed class Customer(string id)
    {
        private int _next;

        public RollingBehaviour Behaviour { get; } = new();

        public void TakeBefore(int day, int[] days, List<FeatureRow> rows)
        {
            for (; _next < days.Length && days[_next] < day; _next++)
            {
                if (Behaviour.TransactionCount == 0)
                    continue;
                var features = new double[FeatureCatalogue.Count];
                Behaviour.Features(days[_next], features);
                var maturity = Behaviour.HistoryDays < Domain.Customer.LearningDays ? Maturity.Learning : Maturity.Established;
                rows.Add(new FeatureRow(id, DateOnly.FromDayNumber(days[_next]), features, maturity));
            }
        }
    }
}
