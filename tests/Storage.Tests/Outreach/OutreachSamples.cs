using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Storage.Tests.Outreach;

internal static class OutreachSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static OutreachKeys Keys { get; } = new(Enumerable.Repeat((byte)1, 32).ToArray(), Enumerable.Repeat((byte)2, 32).ToArray(), Enumerable.Repeat((byte)3, 32).ToArray());

    public static RenderedMessage Message { get; } = new(ContactChannel.Sms, "en", "en/income_late/high/sms", null, "Hello Zoë “⁨نور⁩”", "move_due_date");

    public static ContactEntry Entry(string customerId, int number, ContactState state = ContactState.Sending, ContactChannel channel = ContactChannel.Sms) => new()
    {
        Proposal = new()
        {
            ContactId = $"{customerId}-i{number}",
            CustomerId = customerId,
            EpisodeId = $"{customerId}-e20260301",
            Level = RiskLevel.High,
            Driver = Driver.IncomeLate,
            Probability = 0.25 + (number / 100.0),
            Reasons = [new("income_delay_days", 6, double.NaN, 0.8, "The salary is 6 days late.")],
            At = Noon.AddMinutes(number).ToOffset(TimeSpan.FromHours(1)),
            ModelVersion = "m1",
        },
        State = state,
        Channel = channel,
        ExpiresAt = Noon.AddDays(4),
        ChangedAt = Noon,
    };

    public static ContactRecord Record(ContactEntry entry, long sequence, RenderedMessage? message = null) => new()
    {
        Sequence = sequence,
        Entry = entry,
        Priority = 2,
        PolicyVersion = "default-1",
        HoldoutDraw = 0.5,
        InHoldout = false,
        Sent = [new(ContactChannel.Sms, Noon, AttemptResult.Unconfirmed), new(ContactChannel.Phone, Noon.AddHours(1), null)],
        Message = message,
    };

    public static OutboxEntry Outbox(ContactEntry entry, DateTimeOffset? next = null) =>
        new() { ContactId = entry.ContactId, CustomerId = entry.Proposal.CustomerId, Channel = entry.Channel!.Value, NextAt = next ?? Noon, Since = Noon };

    /// <summary>A contact that went into the outbox, with all that goes along.</summary>
    public static OutreachCommit Commit(string customerId, int number, long sequence, long version = 0, Ledger? ledger = null)
    {
        var entry = Entry(customerId, number);
        var before = ledger ?? Ledger.Of(customerId);
        return new()
        {
            Ledger = before with { Contacts = [.. before.Contacts, entry] },
            ExpectedVersion = version,
            Contacts = [Record(entry, sequence, Message)],
            Outbox = [Outbox(entry)],
            Audit = [new(Noon, "decision", customerId, entry.ContactId, """{"why":"late"}""")],
            ThroughSequence = sequence,
        };
    }
}
