using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Contacts, decisions, objections and the policy in their wire form.</summary>
internal static class OutreachDocuments
{
    public static ContactStateDocument ToState(this ContactRecord record) => new()
    {
        State = WireNames<ContactState>.Of(record.Entry.State),
        Rule = Name(record.Entry.Rule),
        Channel = Name(record.Entry.Channel),
        DueAt = record.Entry.DueAt,
        ExpiresAt = record.Entry.ExpiresAt,
        ChangedAt = record.Entry.ChangedAt,
        DryRun = record.DryRun,
    };

    public static ContactDocument ToDocument(this ContactRecord record) => new()
    {
        InterventionId = record.ContactId,
        Sequence = record.Sequence,
        CustomerId = record.Proposal.CustomerId,
        EpisodeId = record.Proposal.EpisodeId,
        RiskLevel = RiskLevels.Name(record.Proposal.Level),
        RiskScore = record.Proposal.Probability,
        Driver = WireNames<Driver>.Of(record.Proposal.Driver),
        ProposedAt = record.Proposal.At,
        Priority = record.Priority,
        TimeZone = record.TimeZone,
        Contact = record.ToState(),
        ApprovedBy = record.Entry.ApprovedBy,
        Offer = record.OfferCode,
        Template = record.TemplateId,
        PolicyVersion = record.PolicyVersion,
        Reference = record.Reference,
        LastError = record.LastError,
        PaymentOutcome = record.PaymentOutcome is { } outcome ? WireNames<ContactOutcome>.Of(outcome) : null,
    };

    public static QueuedContactDocument ToQueued(this ContactRecord record) => new(record.ToDocument(), RiskDocuments.ToDocuments(record.Proposal.Reasons, null), record.ToMessage());

    public static AnsweredContactDocument ToDocument(this CustomerAnswer answer, ContactRecord record, IEnumerable<OutreachOutcome> outcomes) =>
        new(record.ToDocument(), answer.Since, record.ToMessage(), ToDocuments(outcomes));

    public static ContactDetailDocument ToDetail(this ContactRecord record, IEnumerable<AuditEntry> audit, IEnumerable<OutreachOutcome> outcomes) => new()
    {
        Contact = record.ToDocument(),
        Reasons = RiskDocuments.ToDocuments(record.Proposal.Reasons, null),
        Message = record.ToMessage(),
        Decisions = [.. audit.Where(entry => entry.Kind == AuditDrafts.Decision && entry.Body is not null).Select(entry => ToDocument(JsonSerializer.Deserialize<DecisionRecord>(entry.Body!, OutreachJson.Options)!))],
        Outcomes = ToDocuments(outcomes),
    };

    private static IReadOnlyList<OutcomeDocument> ToDocuments(IEnumerable<OutreachOutcome> outcomes) =>
        [.. outcomes.Select(outcome => new OutcomeDocument(WireNames<ContactOutcome>.Of(outcome.Outcome), outcome.At, outcome.Source))];

    public static CallDocument ToDocument(this OutboxEntry entry, ContactRecord record, RuleAnswer? withheldBy) =>
        new(record.ToDocument(), entry.Since, entry.NextAt, entry.LeasedBy, entry.LeasedUntil, withheldBy is null ? null : ToDocument(withheldBy));

    public static ClaimedCallDocument ToDocument(this OutboundMessage message) =>
        new(message.ContactId, message.CustomerId, message.Address, message.Language, message.Text, message.OfferCode, message.AttemptNo, message.NotAfter);

    public static ObjectionDocument ToDocument(this ObjectionReview review) => new()
    {
        ObjectionId = review.ObjectionId,
        CustomerId = review.CustomerId,
        At = review.At,
        Statement = review.Statement,
        ClosedAt = review.ClosedAt,
        ClosedBy = review.ClosedBy,
        Resolution = review.Resolution,
    };

    public static CustomerContactDocument ToDocument(this Ledger ledger, IEnumerable<ContactRecord> contacts) => new()
    {
        CustomerId = ledger.CustomerId,
        OptOuts = [.. ledger.OptOuts.Select(o => new NoticeDocument(WireNames<ContactChannel>.Of(o.Channel), o.At, o.Source))],
        Suppressions = [.. ledger.Suppressions.Select(s => new NoticeDocument(WireNames<SuppressionReason>.Of(s.Reason), s.At, s.Source))],
        UnusableAddresses = [.. ledger.UnusableAddresses.Select(a => new NoticeDocument(WireNames<ContactChannel>.Of(a.Channel), a.At, null))],
        Objections = [.. ledger.Objections.Select(o => new NoticeDocument(o.ObjectionId, o.At, null))],
        Contacts = [.. contacts.OrderByDescending(c => c.Sequence).Take(100).Select(ToDocument)],
    };

    public static PolicyDocument ToDocument(this ServedPolicy served, IEnumerable<PolicyChange> changes)
    {
        var (policy, waiting) = (served.Current.Policy, served.Waiting);
        return new()
        {
            Version = policy.Version,
            Mode = WireNames<OutreachMode>.Of(policy.Mode),
            TwoPersons = policy.TwoPersons,
            DefaultTimeZone = policy.DefaultTimeZone,
            Languages = [.. served.Current.Texts.Languages.Keys.Order(StringComparer.Ordinal)],
            ContactHours = policy.ContactHours.ToString(),
            CapDays = policy.Caps.Days,
            CapContacts = policy.Caps.Contacts,
            CapAttemptsPerChannel = policy.Caps.AttemptsPerChannel,
            Levels = [.. policy.Levels.Values.OrderBy(level => level.Priority).Select(ToDocument)],
            DailyBudget = Enum.GetValues<ContactChannel>().ToDictionary(WireNames<ContactChannel>.Of, policy.DailyBudget.Of),
            BlockingSuppressions = [.. policy.BlockingSuppressions.Select(WireNames<SuppressionReason>.Of)],
            Waiting = waiting?.Version,
            Differences = [.. waiting is null ? [] : PolicyDifference.Between(served.Current, waiting).Select(d => new PolicyDifferenceDocument(d.File, d.Key, d.Before, d.After))],
            Faults = [.. served.Faults.Select(fault => fault.ToString())],
            Changes = [.. changes.Select(ToDocument)],
        };
    }

    private static PolicyLevelDocument ToDocument(LevelPolicy level) => new(
        RiskLevels.Name(level.Level), [.. level.Channels.Select(WireNames<ContactChannel>.Of)], level.Priority, level.CoolDownDays, level.Approval, level.ExpiresAfterHours, level.HoldoutPercent);

    private static PolicyChangeDocument ToDocument(PolicyChange change) =>
        new(change.Version, WireNames<PolicyChangeState>.Of(change.State), change.ProposedBy, change.ProposedAt, change.DecidedBy, change.DecidedAt);

    private static MessageDocument? ToMessage(this ContactRecord record) => record.Message is { } message
        ? new(WireNames<ContactChannel>.Of(message.Channel), message.Language, message.Subject, message.Text, record.EditedBy, message.Revision)
        : null;

    private static RuleAnswerDocument ToDocument(RuleAnswer answer) =>
        new(WireNames<ContactRule>.Of(answer.Rule), Name(answer.Channel), answer.Value, answer.Limit, WireNames<RuleVerdict>.Of(answer.Verdict));

    private static DecisionDocument ToDocument(DecisionRecord record) => new()
    {
        At = record.At,
        Trigger = WireNames<DecisionTrigger>.Of(record.Trigger),
        PolicyVersion = record.PolicyVersion,
        TimeZone = record.TimeZone,
        ModelVersion = record.ModelVersion,
        HoldoutDraw = record.HoldoutDraw,
        Channels = [.. record.Channels.Select(WireNames<ContactChannel>.Of)],
        Offer = record.OfferCode,
        Rules = [.. record.Answers.Select(ToDocument)],
        Action = WireNames<DecisionKind>.Of(record.Action.Kind),
        Channel = Name(record.Action.Channel),
        Rule = Name(record.Action.Rule),
        Until = record.Action.Until,
    };

    private static string? Name<T>(T? value)
        where T : struct, Enum => value is { } present ? WireNames<T>.Of(present) : null;
}
