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

    /// <summary>What became missed since the last call of <see cref="TakeMissed"/>, in day order.</summary>
    public IReadOnlyList<MissedPayment> TakeMissed()
    {
        var taken = _missed.ToArray();
        _missed.Clear();
        return taken;
    }

    /// <summary>
    /// The transactions in the order of their instants; of equal instants the smaller customer id first. Local days
    /// overlap around the globe, so the last hours of a day wait until the next day has been lived.
    /// </summary>
    public IEnumerable<Transaction> Transactions()
    {
        var waiting = new List<Transaction>();
        while (lives.Count > 0 && lives[0].Today < end)
        {
            foreach (var life in lives)
                life.LiveDay(waiting, _missed);
            waiting.Sort(static (a, b) =>
            {
                var order = a.Timestamp.UtcTicks.CompareTo(b.Timestamp.UtcTicks);
                return order != 0 ? order : string.CompareOrdinal(a.TransactionId, b.TransactionId);
            });
            var safe = new DateTimeOffset(lives[0].Today, TimeOnly.MinValue, TimeSpan.Zero).AddHours(-EarliestZoneHours);
            var done = 0;
            while (done < waiting.Count && waiting[done].Timestamp < safe)
                yield return waiting[done++];
            waiting.RemoveRange(0, done);
        }

        foreach (var transaction in waiting)
            yield return transaction;
    }
}
