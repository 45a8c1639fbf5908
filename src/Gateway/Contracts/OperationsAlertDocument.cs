namespace PreDelinquency.Gateway.Contracts;

/// <summary>Something that the operations team should look at.</summary>
/// <param name="Condition">outreach_waits, provider_failing, outbox_age, contacts_failed, answer_waiting, consumer_lag, holdout_imbalance, harmful_contacts, high_risk_share, model, policy_refused or people_refused.</param>
/// <param name="Subject">Where: a channel, a level, a feature.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">What it lies beyond.</param>
/// <param name="FirstAt">When it was first seen, by the real clock; a restart of the service begins anew.</param>
/// <param name="LastAt">When it was last seen.</param>
/// <param name="OverAt">When it was over; null while it is open.</param>
/// <param name="Message">In a sentence.</param>
public sealed record OperationsAlertDocument(string Condition, string Subject, double Value, double Threshold, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset? OverAt, string Message);
