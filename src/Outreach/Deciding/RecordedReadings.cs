using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>What rules compared, from a record.</summary>
internal sealed class RecordedReadings(DecisionRecord record) : IRuleReadings
{
    public IReadOnlyList<ContactChannel> Channels => record.Channels;

    public DateTimeOffset At => record.At;

    public string TimeZone => record.TimeZone;

    public RuleReading Read(ContactRule rule, ContactChannel? channel) => record.Answers.FirstOrDefault(a => a.Rule == rule && a.Channel == channel) is { } answer
        ? new(answer.Value, answer.Limit)
        : throw new FormatException($"The record of {record.ContactId} does not say what {rule} compared.");
}
