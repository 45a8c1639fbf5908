using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic;

/// <summary>Lives many lives side by side, day by day, and merges what happens in them.</summary>
/// <param name="lives">All on the same day.</param>
/// <param name="end">The first day that is not lived any more.</param>
public sealed class Chronicle(IReadOnlyList<Life> lives, DateOnly end)
{
    /// <summary>No local day begins earlier than this many hours before the same day in UTC.</summary>
    private const int EarliestZoneHours = 14;

    private readonly List<MissedPayment> _missed = [];
    private readonly List<Transaction> _waiting = [];

    /// <summary>What became missed since the last call of <see cref="TakeMissed"/>, in day order.</summary>
    public IReadOnlyList<MissedPayment> TakeMissed()
    {
        var taken = _missed.ToArray();
        _missed.Clear();
        return taken;
    }

    /// <summary>Whether the last day has been lived.</summary>
    public bool IsOver => lives.Count == 0 || lives[0].Today >= end;

    /// <summary>
    /// Lives one day of every life. Returns the transactions that no later day can precede, in the order of their instants; of
    /// equal instants the smaller customer id first. Local days overlap around the globe, so the last hours of a day wait until
    /// the next day has been lived; the last day returns all that is left.
    /// </summary>
    /// <param name="cancellationToken">Stops between two lives; the lives are then not on the same day and cannot be lived on.</param>
    public IReadOnlyList<Transaction> LiveDay(CancellationToken cancellationToken = default)
    {
        foreach (var life in lives)
        {
            cancellationToken.ThrowIfCancellationRequested();
            life.LiveDay(_waiting, _missed);
        }

        _waiting.Sort(static (a, b) =>
        {
            var order = a.Timestamp.UtcTicks.CompareTo(b.Timestamp.UtcTicks);
            return order != 0 ? order : string.CompareOrdinal(a.TransactionId, b.TransactionId);
        });
        var done = _waiting.Count;
        if (!IsOver)
        {
            var safe = new DateTimeOffset(lives[0].Today, TimeOnly.MinValue, TimeSpan.Zero).AddHours(-EarliestZoneHours);
            done = 0;
            while (done < _waiting.Count && _waiting[done].Timestamp < safe)
                done++;
        }

        var day = _waiting.GetRange(0, done);
        _waiting.RemoveRange(0, done);
        return day;
    }

    /// <summary>The transactions of all days, lived while they are read, in the order of <see cref="LiveDay"/>.</summary>
    public IEnumerable<Transaction> Transactions()
    {
        while (!IsOver)
        {
            foreach (var transaction in LiveDay())
                yield return transaction;
        }
    }
}
