using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage;

/// <content>What models are judged by.</content>
public sealed partial class PostgresClusterStore
{
    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from) => _history.ReadScorePoints(from);

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from) => _history.ReadMissedPayments(from);

    public IEnumerable<NewCustomer> ReadCustomerIds() => _history.ReadCustomerIds();

    public IEnumerable<ProfileEntry> ReadProfiles() => _history.ReadProfiles();

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) => _history.ReadInterventions(from);

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => _history.ReadObservedDays(from);

    public int ReadLastCustomerNo() => _history.ReadLastCustomerNo();

    public IModelHistory OfEvery(int nth) => _history.OfEvery(nth);
}
