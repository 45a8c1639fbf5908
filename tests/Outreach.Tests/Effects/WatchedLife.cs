using System.Buffers;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>
/// A simulated life that the bank watches as it would a real one: it sees transactions alone, scores them by the shipped model, proposes
/// help by the customer's own rules, some of it at night, and decides by those of outreach. What reaches the customer changes the life.
/// </summary>
internal sealed class WatchedLife
{
    public const int WatchedDays = 30;

    private static readonly ModelBundle Model = ModelBundle.Load(Repository.PathOf("models/champion"));

    /// <summary>When the bank looks at every customer, in UTC: before anybody may be contacted.</summary>
    private static readonly TimeOnly Nightly = new(6, 0);

    private readonly Life _life;
    private readonly Customer _customer;
    private readonly CustomerEffects _effects = new();
    private readonly List<Transaction> _transactions = [];
    private readonly List<MissedPayment> _missed = [];
    private SimulatedDesk? _desk;
    private double _draw;
    private int _helped;

    private WatchedLife(Life life, Customer customer)
    {
        _life = life;
        _customer = customer;
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
    /// <param name="helps">Whether what reaches the customer changes the life.</param>
    /// <param name="approves">Which levels somebody finds the time to read.</param>
    public Watched Watch(int days, ContactPolicy policy, double draw, bool isReachable, bool helps, Func<RiskLevel, bool> approves)
    {
        (_desk, _draw) = (new SimulatedDesk(CustomerId, policy, draw, isReachable, approves), draw);
        var end = _life.Today.AddDays(days);
        for (var last = end.AddDays(WatchedDays); _life.Today < last;)
        {
            LiveDay();
            for (; helps && _helped < _desk.Received.Count; _helped++)
                ReceiveHelp();
        }

        return new Watched([.. _desk.Contacts.Select(record => record with { PaymentOutcome = OutcomeOf(record.Proposal, end) })], _desk.Received);
    }

    /// <summary>Lives a day, which the bank sees as it goes by and once more in the night that follows.</summary>
    private void LiveDay()
    {
        _transactions.Clear();
        _life.LiveDay(_transactions, _missed);
        foreach (var transaction in _transactions.OrderBy(transaction => transaction.Timestamp))
            See(transaction.Timestamp, () => _customer.Apply(transaction, Model, _effects));
        var night = new DateTimeOffset(_life.Today, Nightly, TimeSpan.Zero);
        See(night, () => _customer.Tick(night, Model, _effects));
    }

    private void See(DateTimeOffset at, Action look)
    {
        _effects.Clear();
        _desk?.Pass(at, Facts);
        look();
        foreach (var intervention in _effects.Interventions)
            _desk?.Propose(intervention.ToProposal(), Facts());
    }

    private CustomerFacts Facts() => new()
    {
        Level = _customer.Score.Level,
        Maturity = _customer.Score.Maturity,
        OpenEpisodeId = _customer.EpisodeOpenedOn is { } opened ? Proposal.EpisodeIdOf(CustomerId, opened) : null,
        Consents = new() { Email = true, Sms = true, Phone = true },
        HasEmail = true,
        HasPhone = true,
        TimeZone = "Etc/UTC",
        HoldoutDraw = _draw,
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
