using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>Customers in several zones to whom steps happen in any order, with the real decisions, under a clock that only steps move.</summary>
internal sealed partial class OutreachSimulation
{
    private static readonly string?[] Zones = ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia", null];

    /// <summary>Shortly before clocks change somewhere, among them the night in which Samoa left out a day.</summary>
    private static readonly DateTimeOffset[] Starts =
    [
        Utc(2026, 3, 5), Utc(2026, 3, 26), Utc(2026, 4, 2), Utc(2026, 10, 1), Utc(2026, 10, 23), Utc(2026, 10, 29), Utc(2011, 12, 27),
    ];

    private readonly SimulatedCustomer[] _customers;
    private readonly LawBook _laws = new();
    private readonly Dictionary<(DateOnly Day, ContactChannel Channel), int> _used = [];
    private DateTimeOffset _now;
    private ContactPolicy _policy = SimulatedPolicies.All[0];

    private OutreachSimulation(int seed)
    {
        var random = new Random(seed);
        _now = Starts[random.Next(Starts.Length)].AddMinutes(random.Next(3000));
        _customers = [.. Enumerable.Range(0, 3).Select(i => new SimulatedCustomer($"c{i}", Zones[random.Next(Zones.Length)], random.Next(4) == 0 ? random.NextDouble() / 3 : random.NextDouble()))];
    }

    /// <summary>What was decided, for tests that the simulation is a rich one.</summary>
    public List<DecisionRecord> Records { get; } = [];

    public IEnumerable<HandOver> HandOvers => _customers.SelectMany(c => c.HandOvers);

    public IReadOnlyList<Violation> Violations => _laws.Violations;

    public static OutreachSimulation Run(int seed, IEnumerable<Occurrence> steps)
    {
        var simulation = new OutreachSimulation(seed);
        foreach (var step in steps)
        {
            simulation.Take(step);
            simulation.CheckGoing();
        }

        foreach (var customer in simulation._customers)
            simulation._laws.CheckFold(customer);
        return simulation;
    }

    /// <summary>How often something that went on was found to be withheld.</summary>
    public int Withheld { get; private set; }

    private DailyBudget Left => Enum.GetValues<ContactChannel>().Aggregate(_policy.DailyBudget, (left, channel) => left.Less(channel, _used.GetValueOrDefault((Today, channel))));

    private DateOnly Today => DateOnly.FromDateTime(LawBook.Local(_now, _policy.DefaultTimeZone));

    private void Take(Occurrence step)
    {
        var customer = _customers[step.Customer];
        switch (step.Kind)
        {
            case OccurrenceKind.Advance:
                _now = _now.AddMinutes(step.A % 700);
                break;
            case OccurrenceKind.AdvanceToEdge:
                AdvanceToEdge(customer, step);
                break;
            case OccurrenceKind.Propose:
                Propose(customer, step);
                break;
            case OccurrenceKind.ProposeAgain when customer.Proposals.Count > 0:
                Decided(customer, Decider.Propose(customer.Ledger, customer.Proposals[step.A % customer.Proposals.Count], customer.Facts, _policy, Left, _now));
                break;
            case OccurrenceKind.Due when Pick(customer, step.A, c => c.DueAt <= _now) is { } due:
                Decided(customer, Decider.Reconsider(customer.Ledger, due.ContactId, customer.Facts, _policy, Left, _now));
                break;
            case OccurrenceKind.BeginAttempt when Pick(customer, step.A, c => c.State == ContactState.Sending) is { } sending:
                Begin(customer, sending);
                break;
            case OccurrenceKind.EndAttempt when customer.HandOvers.FirstOrDefault(h => h.Result is null) is { } going:
                going.Result = Result(step.A, going.Channel);
                going.WentOutUnconfirmed = step.B % 3 > 0;
                Changed(customer, Decider.EndAttempt(customer.Ledger, going.Proposal.ContactId, going.Number, going.Result.Value, _policy, _now));
                // Where the program stopped in between, it stays failed.
                if (going.Result == AttemptResult.Refused && step.B % 4 > 0)
                    Decided(customer, Decider.FallBack(customer.Ledger, going.Proposal.ContactId, customer.Facts, _policy, Left, _now));
                break;
            case OccurrenceKind.GiveUp when Pick(customer, step.A, c => c.State == ContactState.Sending) is { } given:
                Changed(customer, Decider.GiveUp(customer.Ledger, given.ContactId, _now));
                break;
            case OccurrenceKind.FailDelivery when customer.HandOvers.LastOrDefault(h => h.Reached) is { } lost:
                FailDelivery(customer, lost, step);
                break;
            case OccurrenceKind.Resend when Pick(customer, step.A, c => c.State == ContactState.Failed) is { } failed:
                foreach (var former in customer.HandOvers.Where(h => h.Proposal.ContactId == failed.ContactId))
                    former.IsResent = true;
                Decided(customer, Decider.Resend(customer.Ledger, failed.ContactId, "ana", customer.Facts, _policy, Left, _now));
                break;
            case OccurrenceKind.Approve when Pick(customer, step.A, c => c.State == ContactState.AwaitingApproval) is { } approved:
                customer.Approved.Add((approved.ContactId, approved.Channel, _policy.Version, _policy.Offers.For(approved.Proposal.Driver, customer.Facts.AvoidsCredit).Code, customer.Facts.AddresseeFingerprint));
                Decided(customer, Decider.Approve(customer.Ledger, approved.ContactId, "ana", customer.Facts, _policy, Left, _now));
                break;
            case OccurrenceKind.Reject when Pick(customer, step.A, c => c.IsOpen) is { } rejected:
                Changed(customer, Decider.Reject(customer.Ledger, rejected.ContactId, "ana", "known to the branch", _now));
                break;
            case OccurrenceKind.Outcome when Pick(customer, step.A, _ => true) is { } contact:
                var outcome = (ContactOutcome)(step.B % ((int)ContactOutcome.Missed + 1));
                if (outcome == ContactOutcome.OptedOut && contact.Channel is { } channel)
                {
                    customer.OptedOut.Add(channel);
                    Changed(customer, Decider.OptOut(customer.Ledger, [channel], "provider", _now));
                }

                Changed(customer, Decider.RecordOutcome(customer.Ledger, contact.ContactId, outcome, _now));
                break;
            case OccurrenceKind.EndEpisode when customer.Facts.OpenEpisodeId is { } episode:
                customer.Facts = customer.Facts with { OpenEpisodeId = null };
                // The news of it may come late; what holds now is asked in any case.
                if (step.A % 2 == 0)
                    Changed(customer, Decider.EndEpisode(customer.Ledger, episode, _now));
                break;
            case OccurrenceKind.ChangeFacts:
                ChangeFacts(customer, step);
                break;
            case OccurrenceKind.ReloadPolicy:
                _policy = SimulatedPolicies.All[step.A % SimulatedPolicies.All.Count];
                break;
            default:
                Say(customer, step);
                break;
        }
    }

    private void Propose(SimulatedCustomer customer, Occurrence step)
    {
        if (customer.Facts.OpenEpisodeId is null)
            customer.Facts = customer.Facts with { OpenEpisodeId = $"{customer.Id}-e{++customer.Episodes}", Level = RiskLevel.High };
        var highest = customer.Proposals.Where(p => p.EpisodeId == customer.Facts.OpenEpisodeId).Max(p => (int?)p.Level) ?? 0;
        var proposal = new Proposal
        {
            ContactId = $"{customer.Id}-i{customer.Proposals.Count + 1}",
            CustomerId = customer.Id,
            EpisodeId = customer.Facts.OpenEpisodeId!,
            // Mostly one level higher, as a customer would; sometimes any.
            Level = (RiskLevel)(step.B % 4 > 0 ? Math.Min(highest + 1, 3) : 1 + (step.A % 3)),
            Driver = (Driver)(step.B % Drivers.Count),
            Probability = 0.1 + (step.B / 2000.0),
            Reasons = [new("income_delay_days", 3, double.NaN, 0.4, "The salary is 3 days late.")],
            At = _now,
            ModelVersion = "2026.1",
        };
        customer.Proposals.Add(proposal);
        Decided(customer, Decider.Propose(customer.Ledger, proposal, customer.Facts, _policy, Left, _now));
    }

    private void Begin(SimulatedCustomer customer, ContactEntry contact)
    {
        var decision = Decider.BeginAttempt(customer.Ledger, contact.ContactId, customer.Facts, _policy, Left, _now);
        Decided(customer, decision);
        if (decision?.Events[^1] is not LedgerEvent.AttemptBegun begun)
            return;
        var handOver = new HandOver(contact.Proposal, begun.Channel, begun.Number, _now, customer.Facts.AddressFingerprint(begun.Channel), begun.OfferCode);
        _laws.CheckHandOver(customer, handOver, _policy, _now);
        customer.HandOvers.Add(handOver);
    }

    private void CheckGoing()
    {
        foreach (var customer in _customers)
        {
            foreach (var going in customer.HandOvers.Where(h => h.Result is null))
            {
                var withheld = Decider.Withhold(customer.Ledger, going.Proposal.ContactId, customer.Facts, _policy, _now) is not null;
                Withheld += withheld ? 1 : 0;
                _laws.CheckGoing(customer, going, withheld, _policy);
            }
        }
    }

    private void FailDelivery(SimulatedCustomer customer, HandOver lost, Occurrence step)
    {
        var change = Decider.FailDelivery(customer.Ledger, lost.Proposal.ContactId, lost.Channel, (UndeliveredReason)(step.B % 4), _now);
        Changed(customer, change);
        // Of a message that was reported to have arrived, it is not believed.
        if (change.Events.Count == 0)
            return;
        foreach (var attempt in customer.HandOvers.Where(h => h.Key == lost.Key && h.Result is not (AttemptResult.Unanswered or AttemptResult.Unavailable or AttemptResult.Refused or AttemptResult.NotMade)))
            attempt.Result = AttemptResult.Undelivered;
        Decided(customer, Decider.FallBack(customer.Ledger, lost.Proposal.ContactId, customer.Facts, _policy, Left, _now));
    }

    private void ChangeFacts(SimulatedCustomer customer, Occurrence step)
    {
        var yes = step.B % 5 != 0;
        customer.Facts = (step.A % 7) switch
        {
            0 => customer.Facts with { Level = yes ? RiskLevel.High : RiskLevel.Low },
            1 => customer.Facts with { Maturity = yes ? Maturity.Established : Maturity.Learning },
            2 => customer.Facts with { Consents = customer.Facts.Consents with { Sms = yes } },
            3 => customer.Facts with { HasEmail = yes, EmailFingerprint = yes ? $"e{step.B % 2}" : null, PhoneFingerprint = $"p{step.B % 2}" },
            4 => customer.Facts with { AvoidsCredit = step.B % 2 == 0 },
            5 => customer.Facts with { AddresseeFingerprint = $"n{step.B % 2}" },
            _ => customer.Facts with { TimeZone = Zones[step.B % Zones.Length] },
        };
    }

    private void AdvanceToEdge(SimulatedCustomer customer, Occurrence step)
    {
        TimeOnly[] edges = [_policy.ContactHours.From, _policy.ContactHours.Until, new(2, 0), new(3, 0)];
        var edge = edges[step.A % edges.Length];
        // By the offset of now: where clocks change in between, it comes an hour beside the edge, which is as good a moment.
        var local = LawBook.Local(_now, customer.Facts.TimeZone ?? _policy.DefaultTimeZone);
        var ahead = edge.ToTimeSpan() - local.TimeOfDay;
        _now = _now.Add(ahead > TimeSpan.Zero ? ahead : ahead + TimeSpan.FromDays(1)).AddMinutes((step.B % 3) - 1);
    }

    private void Decided(SimulatedCustomer customer, Decision? decision)
    {
        if (decision is null)
            return;
        if (decision.TakesBudget is { } channel)
        {
            _used[(Today, channel)] = _used.GetValueOrDefault((Today, channel)) + 1;
            _laws.Allow(Today, channel, _policy);
        }

        _laws.CheckRecord(decision.Record);
        Records.Add(decision.Record);
        Changed(customer, new(decision.Ledger, decision.Events));
    }

    private static void Changed(SimulatedCustomer customer, LedgerChange change)
    {
        customer.Ledger = change.Ledger;
        customer.Events.AddRange(change.Events);
        foreach (var former in customer.HandOvers.Where(h => change.Ledger.Find(h.Proposal.ContactId) is { } contact && contact.Channel != h.Channel))
            former.IsLeftBehind = true;
    }

    private static ContactEntry? Pick(SimulatedCustomer customer, int number, Func<ContactEntry, bool> isIt)
    {
        var candidates = customer.Ledger.Contacts.Where(isIt).ToList();
        return candidates.Count == 0 ? null : candidates[number % candidates.Count];
    }

    private static AttemptResult Result(int number, ContactChannel channel) => (number % 9) switch
    {
        0 => AttemptResult.Unavailable,
        1 or 4 when channel != ContactChannel.Email => AttemptResult.Unconfirmed,
        2 => AttemptResult.Refused,
        3 => AttemptResult.InDoubt,
        >= 4 and <= 6 when channel == ContactChannel.Phone => AttemptResult.Unanswered,
        8 => AttemptResult.NotMade,
        _ => AttemptResult.Accepted,
    };

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
