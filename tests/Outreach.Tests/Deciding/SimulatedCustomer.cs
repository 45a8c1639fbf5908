using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>A customer: the real ledger, and beside it what truly happened, kept by other means than the ledger's.</summary>
internal sealed class SimulatedCustomer(string id, string? zone, double draw)
{
    public string Id { get; } = id;

    public Ledger Ledger { get; set; } = Ledger.Of(id);

    public List<LedgerEvent> Events { get; } = [];

    public CustomerFacts Facts { get; set; } = new()
    {
        Level = RiskLevel.High,
        Maturity = Maturity.Established,
        OpenEpisodeId = null,
        Consents = new() { Email = true, Sms = true, Phone = true },
        HasEmail = true,
        HasPhone = true,
        EmailFingerprint = "e1",
        PhoneFingerprint = "p1",
        TimeZone = zone,
        HoldoutDraw = draw,
        AvoidsCredit = false,
    };

    public List<Proposal> Proposals { get; } = [];

    public int Episodes { get; set; }

    // What truly happened.
    public HashSet<ContactChannel> OptedOut { get; } = [];

    public HashSet<SuppressionReason> Suppressed { get; } = [];

    public HashSet<string> Objections { get; } = [];

    public HashSet<(string ContactId, ContactChannel? Channel, string Policy, string Offer, string? Addressee)> Approved { get; } = [];

    public List<HandOver> HandOvers { get; } = [];
}
