using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Standings;

/// <summary>
/// How customers stand, found and added up by the store itself, as where they are too many for a process to hold. In here is every
/// customer who was judged within <see cref="Days"/> days and <see cref="RecordedDays"/> before the present. The score and level that
/// stand are those of the latest judgement; those before are recorded ones. Safe to call from any thread, while others commit. Every
/// member throws <see cref="StoreException"/> where the store does not work.
/// </summary>
public interface IStandings
{
    /// <summary>Days looked back on: a quarter.</summary>
    const int Days = 90;

    /// <summary>A score is recorded at least weekly while a customer is alive, so that so many days before a moment tell all that stood at it.</summary>
    const int RecordedDays = 8;

    /// <summary>For how long a past may stand for one that was looked back on now, which is about to be there.</summary>
    static TimeSpan Remembered { get; } = TimeSpan.FromHours(6);

    /// <summary>All customers by group, level and score now; a combination may come more than once.</summary>
    /// <param name="now">The present.</param>
    /// <param name="bins">Into how many bins scores from 0 to 1 are divided.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<StandingCount>> CountAsync(DateTimeOffset now, int bins, CancellationToken cancellationToken);

    /// <summary>How that was on each of the last <see cref="Days"/> days. Takes a minute for a million customers or so, and is remembered.</summary>
    ValueTask<StandingPast> LookBackAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What was looked back on last, by any process; null where that is longer than <see cref="Remembered"/> before the present, or after it.</summary>
    ValueTask<StandingPast?> RecallAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A part of a list, and how many there are in all parts.</summary>
    ValueTask<(int Total, IReadOnlyList<StandingCustomer> Part)> FindAsync(StandingQuery query, DateTimeOffset now, CancellationToken cancellationToken);
}
