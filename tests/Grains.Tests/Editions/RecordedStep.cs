using PreDelinquency.Domain.Transactions;
using PreDelinquency.Tests.Recorded;

namespace PreDelinquency.Grains.Tests.Editions;

/// <summary>
/// Some hours of a recorded stream that are sent at once. No local day begins within them, so that no tick within them could change
/// anything.
/// </summary>
/// <param name="Tick">What everybody hears before: the hour with which somebody's local day began; null where nobody's did.</param>
/// <param name="Transactions">At least one, in order of time.</param>
/// <param name="Missed">What became missed by then, and not by the step before.</param>
internal sealed record RecordedStep(DateTimeOffset? Tick, IReadOnlyList<Transaction> Transactions, IReadOnlyList<MissedPayment> Missed)
{
    /// <summary>How far the stream is after it.</summary>
    public DateTimeOffset Present => Transactions[^1].Timestamp;

    /// <summary>Cuts a stream into steps.</summary>
    /// <param name="recording">The stream.</param>
    /// <param name="longest">A step begins at the latest so long after the one before, where there is a transaction.</param>
    public static IEnumerable<RecordedStep> Of(RecordedStream recording, TimeSpan longest)
    {
        TimeSpan[] offsets = [.. recording.Transactions.Select(t => t.Timestamp.Offset).Distinct()];
        var missed = new Queue<MissedPayment>(recording.Missed.OrderBy(payment => payment.MissedOn).ThenBy(payment => payment.CustomerId, StringComparer.Ordinal));
        var waiting = new List<Transaction>();
        DateTimeOffset? tick = null, ticked = null, begun = null;
        foreach (var (hour, transactions) in recording.Hours)
        {
            if (hour is { } now)
            {
                var isNewDay = ticked is null || offsets.Any(offset => now.ToOffset(offset).Date != ticked.Value.ToOffset(offset).Date);
                if (isNewDay || now - begun >= longest)
                {
                    yield return Take();
                    (tick, ticked, begun) = (isNewDay ? now : null, isNewDay ? now : ticked, now);
                }
            }

            waiting.AddRange(transactions);
        }

        yield return Take();

        RecordedStep Take()
        {
            var told = new List<MissedPayment>();
            while (missed.TryPeek(out var next) && next.MissedOn <= DateOnly.FromDateTime(waiting[^1].Timestamp.UtcDateTime))
                told.Add(missed.Dequeue());
            var step = new RecordedStep(tick, [.. waiting], told);
            waiting.Clear();
            return step;
        }
    }
}
