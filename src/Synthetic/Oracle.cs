using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.Lives;

namespace PreDelinquency.Synthetic;

/// <summary>
/// Knows what can be known: lives a life forward many times from its hidden state and counts the futures in which a payment
/// is missed. No model that sees transactions alone can do better than the probability that it estimates; how much worse one
/// does is what it has left to learn.
/// </summary>
/// <remarks>Each estimate depends on seed, customer and day alone, so they can be made in any order and on any thread.</remarks>
public sealed class Oracle
{
    private readonly ulong _seed;
    private readonly CutOffDays _days;
    private readonly int _from;
    private readonly Func<string, bool>? _of;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Oracle(OracleOptions options, PopulationOptions population)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(population);
        if (options.Draws is < 10 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(options), options.Draws, "Draws must be 10 to 10,000.");
        if (options.SpacingDays is < 1 or > 60)
            throw new ArgumentOutOfRangeException(nameof(options), options.SpacingDays, "SpacingDays must be 1 to 60.");
        Draws = options.Draws;
        _seed = Randomness.Mix(population.Seed, 0x0AC1E);
        _days = new CutOffDays(options.SpacingDays);
        _of = options.Of;
        _from = (options.From ?? population.Start).DayNumber;
    }

    /// <summary>Futures per estimate.</summary>
    public int Draws { get; }

    /// <summary>Whether the life is one of those looked at, and its latest day one of those estimated.</summary>
    public bool IsDue(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        var day = life.Today.DayNumber - 1;
        return day >= _from && _days.Contains(life.CustomerId, day) && _of?.Invoke(life.CustomerId) != false;
    }

    /// <summary>Estimates as of the end of the life's latest day; the life itself stays as it is.</summary>
    public OracleEstimate Estimate(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        var luck = Randomness.Mix(_seed, StableHash.Of(life.CustomerId));
        var missed = new List<MissedPayment>();
        var cutOff = life.Today.DayNumber - 1;
        var hits = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            if (IsMissed(life.Fork(Randomness.Mix(luck, (ulong)draw)), cutOff, missed))
                hits++;
        }

        return new OracleEstimate(life.CustomerId, DateOnly.FromDayNumber(cutOff), hits / (double)Draws);
    }

    private static bool IsMissed(Life future, int cutOff, List<MissedPayment> missed)
    {
        for (var ahead = 1; ahead <= LabelWindow.UpToDays; ahead++)
        {
            missed.Clear();
            future.LiveDayUnseen(missed);
            foreach (var payment in missed)
            {
                if (LabelWindow.Contains(cutOff, payment.MissedOn.DayNumber))
                    return true;
            }
        }

        return false;
    }
}
