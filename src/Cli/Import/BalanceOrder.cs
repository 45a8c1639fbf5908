using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Import;

/// <summary>
/// Brings the rows of one customer and one day into the order in which their balances follow from each other, where a
/// file tells the balance after each row but no time of day. The rows keep their times of day among them.
/// </summary>
internal sealed class BalanceOrder
{
    private readonly Dictionary<string, HeldDay> _days = [];
    private readonly List<Transaction> _ready = [];

    /// <summary>Takes the next row of the file.</summary>
    /// <returns>The rows of the customer's former day where this one begins another; valid until the next call.</returns>
    public IReadOnlyList<Transaction> Add(Transaction transaction)
    {
        _ready.Clear();
        if (!_days.TryGetValue(transaction.CustomerId, out var day))
            _days.Add(transaction.CustomerId, day = new HeldDay());
        if (day.IsOther(transaction))
            day.Release(_ready);
        day.Add(transaction);
        return _ready;
    }

    /// <summary>The rows of every customer's last day.</summary>
    public IReadOnlyList<Transaction> Finish()
    {
        _ready.Clear();
        foreach (var day in _days.Values)
            day.Release(_ready);
        return _ready;
    }

    private sealed class HeldDay
    {
        private readonly List<Transaction> _rows = [];
        private (DateTime Day, Money Balance)? _before;

        public bool IsOther(Transaction transaction) => _rows.Count > 0 && DayOf(transaction) != DayOf(_rows[0]);

        public void Add(Transaction transaction) => _rows.Add(transaction);

        public void Release(List<Transaction> ready)
        {
            var day = DayOf(_rows[0]);
            var times = _rows.Select(r => r.Timestamp).Order().ToList();
            var chain = _rows.TrueForAll(r => r.BalanceAfter is not null)
                ? BalanceChain.Find([.. _rows.Select(r => (Signed(r), r.BalanceAfter!.Value))], _before?.Day < day ? _before.Value.Balance : null)
                : [.. Enumerable.Range(0, _rows.Count)];
            for (var i = 0; i < chain.Length; i++)
                ready.Add(_rows[chain[i]] with { Timestamp = times[i] });
            _before = ready[^1].BalanceAfter is { } balance ? (day, balance) : null;
            _rows.Clear();
        }

        private static DateTime DayOf(Transaction transaction) => transaction.Timestamp.Date;

        private static Money Signed(Transaction transaction) => transaction.Direction == Direction.Credit ? transaction.Amount : -transaction.Amount;
    }
}
