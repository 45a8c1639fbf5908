using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Cli.Simulation;

/// <summary>
/// One customer under load. What the customer does is a synthetic life, told in the present: each transaction carries
/// the moment at which it is sent. A customer whose hour has come falls into distress, so that there is something to tell.
/// </summary>
internal sealed class SimulatedCustomer
{
    private const int Remembered = 64;

    private readonly Life _life;
    private readonly string _run;
    private readonly (long Milliseconds, long DueAt)[] _sent = new (long, long)[Remembered];
    private readonly Queue<Transaction> _ahead = new();
    private readonly List<Transaction> _day = [];
    private readonly List<MissedPayment> _missed = [];
    private readonly Lock _gate = new();
    private Transaction? _latest;
    private double _usualDebit = 50;
    private long _latestMilliseconds;
    private int _count;
    private int _distress;

    public SimulatedCustomer(string run, Life life) => (_run, _life, Id) = (run, life, $"{run}-{life.CustomerId}");

    public string Id { get; }

    /// <summary>Whether the next transactions are a customer's in distress.</summary>
    public bool InDistress { get; set; }

    /// <summary>The life's transactions up to a day, as history.</summary>
    public IEnumerable<Transaction> LiveUntil(DateOnly day)
    {
        double sum = 0;
        var debits = 0;
        while (_life.Today < day)
        {
            foreach (var transaction in NextDay())
            {
                if (transaction.Direction == Direction.Debit)
                    (sum, debits) = (sum + transaction.Amount.ToDouble(), debits + 1);
                _latest = transaction;
                yield return transaction with { CustomerId = Id, TransactionId = NextId() };
            }
        }

        if (debits > 0)
            _usualDebit = sum / debits;
    }

    /// <summary>The next transaction, at a moment that no earlier one of the customer has.</summary>
    /// <param name="now">The present.</param>
    /// <param name="dueAt">Timestamp at which it is due to be sent.</param>
    public Transaction Next(DateTimeOffset now, long dueAt)
    {
        var model = InDistress && _latest is { } latest ? Distress.Step(latest, _distress++, _usualDebit) : NextOfLife();
        _latest = model;
        var offset = model.Timestamp.Offset;
        lock (_gate)
        {
            _latestMilliseconds = Math.Max(now.ToUnixTimeMilliseconds(), _latestMilliseconds + 1);
            _sent[_count % Remembered] = (_latestMilliseconds, dueAt);
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(_latestMilliseconds).ToOffset(offset);
        return model with
        {
            CustomerId = Id,
            TransactionId = NextId(),
            Timestamp = at,
            DueDate = model.DueDate is null ? null : DateOnly.FromDateTime(at.DateTime),
        };
    }

    /// <summary>When the transaction of a moment was due to be sent; null where none of the latest ones has that moment.</summary>
    public long? FindDue(DateTimeOffset at)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        lock (_gate)
        {
            foreach (var (sent, dueAt) in _sent)
            {
                if (sent == milliseconds && dueAt != 0)
                    return dueAt;
            }
        }

        return null;
    }

    private string NextId() => $"{_run}-{_life.CustomerId}-{++_count}";

    private Transaction NextOfLife()
    {
        while (_ahead.Count == 0)
        {
            foreach (var transaction in NextDay())
                _ahead.Enqueue(transaction);
        }

        return _ahead.Dequeue();
    }

    private List<Transaction> NextDay()
    {
        _day.Clear();
        _missed.Clear();
        _life.LiveDay(_day, _missed);
        return _day;
    }
}
