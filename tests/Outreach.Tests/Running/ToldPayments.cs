using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Books of a bank that say who missed what.</summary>
internal sealed class ToldPayments : IModelHistory
{
    public List<MissedPayment> Missed { get; } = [];

    /// <summary>How often somebody asked.</summary>
    public int Reads { get; private set; }

    /// <summary>What happens while somebody reads.</summary>
    public Action? OnRead { get; set; }

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from)
    {
        Reads++;
        OnRead?.Invoke();
        return Missed.Where(m => m.MissedOn >= from).Select(m => new MissedPaymentEntry(1, m));
    }

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from) => throw new NotSupportedException();

    public IEnumerable<NewCustomer> ReadCustomerIds() => throw new NotSupportedException();

    public IEnumerable<ProfileEntry> ReadProfiles() => throw new NotSupportedException();

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) => throw new NotSupportedException();

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => throw new NotSupportedException();
}
