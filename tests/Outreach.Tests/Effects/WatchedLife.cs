using System.Buffers;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>
/// A simulated life that the bank watches as it would a real one: it sees transactions alone, scores them by the shipped model, proposes
/// help by the customer's own rules and decides by those of outreach, every noon. What it sends changes the life.
/// </summary>
internal sealed class WatchedLife
{
    private const int WatchedDays = 30;

    private static readonly ModelBundle Model = ModelBundle.Load(Repository.PathOf("models/champion"));

    private readonly Life _life;
    private readonly Customer _customer;
    private readonly CustomerEffects _effects = new();
    private readonly List<Transaction> _transactions = [];
    private readonly List<MissedPayment> _missed = [];
    private readonly List<ContactRecord> _opened = [];
    private Ledger _ledger;

    private WatchedLife(Life life, Customer customer)
    {
        _life = life;
        _customer = customer;
        _ledger = Ledger.Of(life.CustomerId);
    }

    /// <summary>Whose habits are known by now.</summary>
    public static WatchedLife Known(Life life)
    {
        var watched = new WatchedLife(life, new Customer(life.CustomerId));
        for (var day = 0; day < Customer.LearningDays; day++)
            watched.LiveDay();
        return watched;
    }

    public string CustomerId => _life.CustomerId;

    /// <summary>Whether help may be called for soon.</summary>
    public bool IsTroubled => _life.CurrentCauses.Count > 0 || _customer.Score.Level != RiskLevel.Low;

    /// <summary>The same past, and a future by some luck; equal numbers give equal futures.</summary>
    public WatchedLife Fork(ulong luck)
    {
        var state = new ArrayBufferWriter<byte>();
        _customer.Write(state);
        return new WatchedLife(_life.Fork(luck), Customer.Read(_customer.Id, state.WrittenSpan));
    }

    /// <summary>Lives on for some days in which the bank contacts, and then until what came of that is known.</summary>
    /// <param name="days">Proposals after them have no outcome.</param>
    /// <param name="policy">The bank's.</param>
    /// <param name="draw">For the holdout.</param>
    /// <param name="isReachable">Whether anybody takes messages to the customer.</param>
    /// <param name="helps">Whether what is sent changes the life.</param>
    /// <returns>What was proposed, in order.</returns>
    public IReadOnlyList<ContactRecord> Watch(int days, ContactPolicy policy, double draw, bool isReachable, bool helps)
    {
        var end = _life.Today.AddDays(days);
        for (var last = end.AddDays(WatchedDays); _life.Today < last;)
        {
            LiveDay();
            foreach (var intervention in _effects.Interventions)
                Decide(intervention.ToProposal(), policy, draw, isReachable, helps);
        }

        return [.. _opened.Select(record => record with { Entry = _ledger.Find(record.ContactId)!, PaymentOutcome = OutcomeOf(record.Proposal, end) })];
    }

    /// <summary>Lives a day, which the bank has seen by noon of the next.</summary>
    private void LiveDay()
    {
        _effects.Clear();
        _transactions.Clear();
        _life.LiveDay(_transactions, _missed);
        foreach (var transaction in _transactions)
            _customer.Apply(transaction, Model, _effects);
        _customer.Tick(Noon, Model, _effects);
    }

    private DateTimeOffset Noon => new(_life.Today, new TimeOnly(12, 0), TimeSpan.Zero);

    private void Decide(Proposal proposal, ContactPolicy policy, double draw, bool isReachable, bool helps)
    {
        var facts = FactsOf(draw);
        var share = policy.Levels[proposal.Level].HoldoutPercent / 100;
        var channel = policy.Levels[proposal.Level].Channels[0];
        var decision = Decider.Propose(_ledger, proposal, facts, policy, policy.DailyBudget, Noon)!;
        _opened.Add(new ContactRecord
        {
            Sequence = _opened.Count + 1,
            Entry = decision.Contact,
            Priority = policy.Levels[proposal.Level].Priority,
            PolicyVersion = policy.Version,
            HoldoutDraw = draw,
            HoldoutShare = share,
            InHoldout = draw < share,
            IsEligible = Decider.IsEligible(_ledger, proposal, facts, policy, policy.DailyBudget, Noon),
            IntendedChannel = channel,
            IntendedTemplateId = new TextKey(proposal.Driver, proposal.Level, channel).TemplateId("en"),
        });
        _ledger = decision.Ledger;
        if (decision.Contact.State != ContactState.Sending)
            return;
        _ledger = Decider.BeginAttempt(_ledger, proposal.ContactId, facts, policy, policy.DailyBudget, Noon)!.Ledger;
        _ledger = Decider.EndAttempt(_ledger, proposal.ContactId, 1, isReachable ? AttemptResult.Accepted : AttemptResult.Refused, policy, Noon).Ledger;
        if (isReachable && helps)
            ReceiveHelp();
    }

    private CustomerFacts FactsOf(double draw) => new()
    {
        Level = _customer.Score.Level,
        Maturity = _customer.Score.Maturity,
        OpenEpisodeId = _customer.EpisodeOpenedOn is { } opened ? Proposal.EpisodeIdOf(CustomerId, opened) : null,
        Consents = new() { Email = true, Sms = true, Phone = true },
        HasEmail = true,
        HasPhone = true,
        TimeZone = "Etc/UTC",
        HoldoutDraw = draw,
        AvoidsCredit = false,
    };

    private ContactOutcome? OutcomeOf(Proposal proposal, DateOnly end)
    {
        var day = DateOnly.FromDateTime(proposal.At.DateTime);
        if (day >= end)
            return null;
        return _missed.Exists(missed => missed.MissedOn > day && missed.MissedOn <= day.AddDays(WatchedDays)) ? ContactOutcome.Missed : ContactOutcome.PaidOnTime;
    }

    // All that the bank can do, so that a little of the world shows it.
    private void ReceiveHelp()
    {
        foreach (var help in Enum.GetValues<Help>())
            _life.Receive(help);
    }
}
