using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring;

/// <summary>
/// What was committed of a part of the customers where there are many, so that to look needs no more memory however many there
/// are. Intervals count customers and are as narrow as they need be long before that. Customers are numbered as they come, and
/// who is looked at stays so until their number has doubled, and half of them then.
/// </summary>
internal sealed class PartOfCustomers : IModelHistory
{
    private readonly IModelHistory _history;
    private readonly int _step;

    private PartOfCustomers(IModelHistory history, int step) => (_history, _step) = (history, step);

    /// <summary>Of up to so many customers all; of more, those whose number is a multiple of 2, 4, 8, …, so that they are no more.</summary>
    /// <param name="history">What was committed.</param>
    /// <param name="most">At least 1.</param>
    public static IModelHistory Of(IModelHistory history, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var parted = history as IPartedHistory;
        var (step, last) = (1, parted?.ReadLastCustomerNo() ?? history.ReadCustomerIds().Select(customer => customer.No).LastOrDefault());
        while (last / step > most)
            step *= 2;
        return step == 1 ? history : parted?.OfEvery(step) ?? new PartOfCustomers(history, step);
    }

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from) => _history.ReadScorePoints(from).Where(entry => IsIn(entry.CustomerNo));

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from) => _history.ReadMissedPayments(from).Where(entry => IsIn(entry.CustomerNo));

    public IEnumerable<NewCustomer> ReadCustomerIds() => _history.ReadCustomerIds().Where(customer => IsIn(customer.No));

    public IEnumerable<ProfileEntry> ReadProfiles() => _history.ReadProfiles().Where(entry => IsIn(entry.CustomerNo));

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) => _history.ReadInterventions(from).Where(entry => IsIn(entry.CustomerNo));

    /// <summary>Counts of everybody: they take no memory per customer.</summary>
    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => _history.ReadObservedDays(from);

    private bool IsIn(int customerNo) => customerNo % _step == 0;
}
