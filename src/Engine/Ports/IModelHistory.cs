namespace PreDelinquency.Engine.Ports;

/// <summary>
/// What models said and what came of it, as it was committed: all that a live model is judged by. Safe to read from any
/// thread while others commit. Every member throws <see cref="StoreException"/> where the store does not work.
/// </summary>
public interface IModelHistory
{
    /// <summary>Score points as of a moment and later, in the order in which they were recorded.</summary>
    IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from);

    /// <summary>Missed payments that became missed on a day or later, in any order.</summary>
    IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from);

    /// <summary>Every customer ever seen, in order of number.</summary>
    IEnumerable<NewCustomer> ReadCustomerIds();

    /// <summary>Every profile that can be read, in order of customer; one that cannot, as a later program wrote it, is as if there were none.</summary>
    IEnumerable<ProfileEntry> ReadProfiles();

    /// <summary>Interventions as of a moment and later, lapsed ones among them, in the order of their sequence.</summary>
    IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from);

    /// <summary>What was observed on a day and later, by day.</summary>
    IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from);
}
