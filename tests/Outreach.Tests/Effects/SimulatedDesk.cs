using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>
/// Decides about one customer by the real rules as time passes: what waits for a morning or for an approval goes when it may, expires, or
/// gives way to the next level.
/// </summary>
/// <param name="customerId">Whose.</param>
/// <param name="policy">The bank's.</param>
/// <param name="draw">For the holdout.</param>
/// <param name="isReachable">Whether anybody takes messages to the customer.</param>
/// <param name="approves">Which levels somebody finds the time to read; all others expire.</param>
internal sealed class SimulatedDesk(string customerId, ContactPolicy policy, double draw, bool isReachable, Func<RiskLevel, bool> approves)
{
    /// <summary>When people read what waits for them, in UTC.</summary>
    private const int ApprovalHour = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<ContactRecord> _opened = [];
    private readonly List<DateTimeOffset> _received = [];
    private Ledger _ledger = Ledger.Of(customerId);
    private DateTimeOffset _now;

    /// <summary>When the customer was reached.</summary>
    public IReadOnlyList<DateTimeOffset> Received => _received;

    /// <summary>As a store would hold them by now.</summary>
    public IEnumerable<ContactRecord> Contacts => _opened.Select(record => record with { Entry = _ledger.Find(record.ContactId)!, Sent = SentMessage.Of(_ledger, record.ContactId) });

    /// <summary>Time passes; every full hour contacts that are due are decided about.</summary>
    public void Pass(DateTimeOffset until, Func<CustomerFacts> facts)
    {
        var hour = new DateTimeOffset(_now.UtcTicks - (_now.UtcTicks % Hour.Ticks), TimeSpan.Zero) + Hour;
        for (; hour <= until && _ledger.Contacts.Any(contact => contact.IsOpen); hour += Hour)
        {
            foreach (var contact in _ledger.Contacts.Where(contact => contact.IsOpen).ToList())
            {
                if (contact.State == ContactState.AwaitingApproval && hour.Hour == ApprovalHour && approves(contact.Proposal.Level))
                    Take(Decider.Approve(_ledger, contact.ContactId, "ana", facts(), policy, policy.DailyBudget, hour)!, facts(), hour);
                else if (contact.DueAt <= hour)
                    Take(Decider.Reconsider(_ledger, contact.ContactId, facts(), policy, policy.DailyBudget, hour)!, facts(), hour);
            }
        }

        if (until > _now)
            _now = until;
    }

    public void Propose(Proposal proposal, CustomerFacts facts)
    {
        var level = policy.Levels[proposal.Level];
        var (share, channel) = (level.HoldoutPercent / 100, level.Channels[0]);
        var decision = Decider.Propose(_ledger, proposal, facts, policy, policy.DailyBudget, _now)!;
        _opened.Add(new ContactRecord
        {
            Sequence = _opened.Count + 1,
            Entry = decision.Contact,
            Priority = level.Priority,
            PolicyVersion = policy.Version,
            HoldoutDraw = draw,
            HoldoutShare = share,
            InHoldout = draw < share,
            IsEligible = Decider.IsEligible(_ledger, proposal, facts, policy, policy.DailyBudget, _now),
            IntendedChannel = channel,
            IntendedTemplateId = $"en/{new TextKey(proposal.Driver, proposal.Level, channel)}@0a1b2c",
        });
        Take(decision, facts, _now);
    }

    private void Take(Decision decision, CustomerFacts facts, DateTimeOffset now)
    {
        _ledger = decision.Ledger;
        var contactId = decision.Contact.ContactId;
        if (decision.Contact.State != ContactState.Sending)
            return;
        _ledger = Decider.BeginAttempt(_ledger, contactId, facts, policy, policy.DailyBudget, now)!.Ledger;
        _ledger = Decider.EndAttempt(_ledger, contactId, 1, isReachable ? AttemptResult.Accepted : AttemptResult.Refused, policy, now).Ledger;
        if (isReachable)
            _received.Add(now);
    }
}
