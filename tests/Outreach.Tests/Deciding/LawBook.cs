using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>Holds what happens against the laws, with nothing that the decisions themselves use: its own lists of what happened, and the system's time zones.</summary>
internal sealed class LawBook
{
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<(DateOnly Day, ContactChannel Channel), HashSet<string>> _used = [];

    // The largest of the policies under which anything went that day: one that became tighter takes nothing back.
    private readonly Dictionary<(DateOnly Day, ContactChannel Channel), int> _most = [];

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>What clocks show in a zone.</summary>
    public static DateTime Local(DateTimeOffset moment, string zone) => TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;

    /// <summary>Checks a message that is about to go, before it is added to those that went.</summary>
    public void CheckHandOver(SimulatedCustomer customer, HandOver now, ContactPolicy policy, DateTimeOffset at)
    {
        var proposal = now.Proposal;
        var what = $"{proposal.ContactId} ({proposal.Level}) by {now.Channel} at {at:O} under {policy.Name}";
        var former = customer.HandOvers;
        Hold(Law.OneSendPerEpisodeAndChannel, !former.Any(h => h.WasSent && h.Channel == now.Channel && h.Proposal.EpisodeId == proposal.EpisodeId && !h.IsRepeatedBy(now)), $"{what}: second in {proposal.EpisodeId}");
        Hold(Law.Timely, !former.Any(h => h.Reached && h.Proposal.ContactId == proposal.ContactId && !h.IsRepeatedBy(now)), $"{what}: the contact reached the customer already");
        Hold(Law.Timely, customer.Facts.OpenEpisodeId == proposal.EpisodeId, $"{what}: the episode ended");

        Hold(Law.Refusal, !former.Any(h => h.Result == AttemptResult.Refused && !h.IsResent && h.Key == now.Key && h.Address == now.Address), $"{what}: refused before");

        Hold(Law.Repetition, !former.Any(h => h.Key == now.Key && (h.Address != now.Address || h.Offer != now.Offer || h.IsLeftBehind) && (h.Result == AttemptResult.Unconfirmed || (h.Result == AttemptResult.Unavailable && !h.IsResent))), $"{what}: asked for another address, with another offer or in other words before");
        Hold(Law.Offer, !(customer.Facts.AvoidsCredit && policy.Offers.ByDriver[proposal.Driver] is { Kind: OfferKind.Credit } credit && now.Offer == credit.Code), $"{what}: offers {now.Offer}");

        var window = former.Append(now).Where(h => at - h.At < TimeSpan.FromDays(policy.Caps.Days)).ToList();
        var messages = window.Where(h => h.Reached).DistinctBy(h => h.Key).ToList();
        Hold(Law.Caps, messages.Count <= policy.Caps.Contacts, $"{what}: {messages.Count} contacts");
        var attempts = messages.Count(h => h.Channel == now.Channel) + window.Count(h => h.Channel == now.Channel && (h.Result is AttemptResult.Unanswered or AttemptResult.Undelivered));
        Hold(Law.Caps, attempts <= policy.Caps.AttemptsPerChannel, $"{what}: {attempts} attempts");

        // Every hand-over of a contact on one day uses one of that day's budget.
        var day = DateOnly.FromDateTime(Local(at, policy.DefaultTimeZone));
        Allow(day, now.Channel, policy);
        if (!_used.TryGetValue((day, now.Channel), out var contacts))
            _used[(day, now.Channel)] = contacts = [];
        contacts.Add(proposal.ContactId);
        Hold(Law.Budget, contacts.Count <= _most[(day, now.Channel)], $"{what}: {contacts.Count} on {day:O}");

        var cooling = former.Where(h => h.Reached && h.Proposal.ContactId != proposal.ContactId && h.Proposal.Level >= proposal.Level && at < h.At.AddDays(policy.Levels[proposal.Level].CoolDownDays));
        Hold(Law.CoolDown, !cooling.Any(), $"{what}: {cooling.FirstOrDefault()?.Proposal.ContactId} has not cooled down");

        var time = TimeOnly.FromDateTime(Local(at, customer.Facts.TimeZone ?? policy.DefaultTimeZone));
        Hold(Law.ContactHours, time >= policy.ContactHours.From && time < policy.ContactHours.Until, $"{what}: it is {time:O} in {customer.Facts.TimeZone}");

        Hold(Law.OptOut, !customer.OptedOut.Contains(now.Channel), $"{what}: opted out");
        Hold(Law.OptOut, Agreed(customer, now.Channel), $"{what}: no consent");
        Hold(Law.Suppression, !policy.BlockingSuppressions.Any(customer.Suppressed.Contains), $"{what}: suppressed");
        Hold(Law.Suppression, customer.Objections.Count == 0, $"{what}: an objection is open");
        Hold(Law.Holdout, customer.Facts.HoldoutDraw * 100 >= policy.Levels[proposal.Level].HoldoutPercent, $"{what}: draw {customer.Facts.HoldoutDraw}");
        Hold(Law.Approval, !policy.Levels[proposal.Level].Approval || customer.Approved.Contains((proposal.ContactId, now.Channel, policy.Version, now.Offer!, customer.Facts.AddresseeFingerprint)), $"{what}: nobody approved it");
    }

    /// <summary>Checks a message or a call that goes on.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="going">What goes on.</param>
    /// <param name="withheld">Whether it is withheld.</param>
    /// <param name="policy">In force.</param>
    public void CheckGoing(SimulatedCustomer customer, HandOver going, bool withheld, ContactPolicy policy)
    {
        var isLeftAlone = customer.OptedOut.Contains(going.Channel) || customer.Objections.Count > 0 || policy.BlockingSuppressions.Any(customer.Suppressed.Contains)
            || !Agreed(customer, going.Channel);
        Hold(Law.Withheld, withheld == isLeftAlone, $"{going.Proposal.ContactId} by {going.Channel} under {policy.Name}: {(withheld ? "withheld" : "not withheld")}");
    }

    /// <summary>A policy whose budget of a day somebody took of, or sent by.</summary>
    public void Allow(DateOnly day, ContactChannel channel, ContactPolicy policy) =>
        _most[(day, channel)] = Math.Max(_most.GetValueOrDefault((day, channel)), policy.DailyBudget.Of(channel));

    /// <summary>Makes the decision again from what a store or a log would give back of its record.</summary>
    public void CheckRecord(DecisionRecord record)
    {
        var text = JsonSerializer.Serialize(record, OutreachJson.Options);
        var read = JsonSerializer.Deserialize<DecisionRecord>(text, OutreachJson.Options)!;
        Hold(Law.Explained, DecisionReview.Redecide(read) == record.Action && DecisionReview.Holds(read), text);
    }

    public void CheckFold(SimulatedCustomer customer)
    {
        var ledger = JsonSerializer.Serialize(customer.Ledger, OutreachJson.Options);
        var events = JsonSerializer.Deserialize<List<LedgerEvent>>(JsonSerializer.Serialize(customer.Events, OutreachJson.Options), OutreachJson.Options)!;
        Hold(Law.Fold, JsonSerializer.Serialize(Ledger.Of(customer.Id).Apply(events), OutreachJson.Options) == ledger, ledger);
        Hold(Law.Fold, JsonSerializer.Serialize(JsonSerializer.Deserialize<Ledger>(ledger, OutreachJson.Options), OutreachJson.Options) == ledger, "as JSON");
    }

    private static bool Agreed(SimulatedCustomer customer, ContactChannel channel) => channel switch
    {
        ContactChannel.Phone => customer.Facts.Consents.Phone,
        ContactChannel.Sms => customer.Facts.Consents.Sms,
        _ => customer.Facts.Consents.Email,
    };

    private void Hold(Law law, bool holds, string what)
    {
        if (!holds)
            _violations.Add(new(law, what));
    }
}
