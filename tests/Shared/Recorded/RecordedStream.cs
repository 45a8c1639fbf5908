using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Tests.Recorded;

/// <summary>
/// A recorded stream to send through every host: synthetic customers with their profiles and transactions in order of time, cut
/// where the stream enters a new hour, since that is when a clock on event time ticks.
/// </summary>
internal sealed class RecordedStream
{
    private RecordedStream(IReadOnlyDictionary<string, CustomerProfile> profiles, IReadOnlyList<Transaction> transactions, IReadOnlyList<MissedPayment> missed) =>
        (Profiles, Transactions, Missed) = (profiles, transactions, missed);

    public IReadOnlyDictionary<string, CustomerProfile> Profiles { get; }

    public IReadOnlyList<Transaction> Transactions { get; }

    /// <summary>What became missed meanwhile, in order of days. Not part of what scores are made from.</summary>
    public IReadOnlyList<MissedPayment> Missed { get; }

    /// <summary>Every customer, in order of id.</summary>
    public IEnumerable<string> CustomerIds => Profiles.Keys.Order(StringComparer.Ordinal);

    /// <summary>The stream's hours, the first one's tick being null as a clock on event time has none before its first event.</summary>
    public IEnumerable<(DateTimeOffset? Tick, IReadOnlyList<Transaction> Transactions)> Hours
    {
        get
        {
            DateTimeOffset? before = null;
            foreach (var hour in Transactions.GroupBy(t => HourOf(t.Timestamp)))
            {
                yield return (before is null ? null : hour.Key, [.. hour]);
                before = hour.Key;
            }
        }
    }

    /// <summary>The ticks that a customer hears after its latest event.</summary>
    public IEnumerable<DateTimeOffset> TicksAfter(DateTimeOffset latest) =>
        Hours.Where(hour => hour.Tick > latest).Select(hour => hour.Tick!.Value);

    /// <summary>Lives a population and records it.</summary>
    public static RecordedStream Of(int customers, int months, ulong seed = 1)
    {
        var options = new PopulationOptions { Customers = customers, Months = months, Seed = seed };
        var lives = new Population(options).CreateLives();
        var chronicle = new Chronicle(lives, options.End);
        Transaction[] transactions = [.. chronicle.Transactions()];
        return new RecordedStream(lives.ToDictionary(l => l.CustomerId, l => l.Profile, StringComparer.Ordinal), transactions, chronicle.TakeMissed());
    }

    private static DateTimeOffset HourOf(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
