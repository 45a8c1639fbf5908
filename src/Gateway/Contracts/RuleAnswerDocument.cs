namespace PreDelinquency.Gateway.Contracts;

/// <summary>A rule that was asked, and its answer.</summary>
/// <param name="Rule">Like <c>contact_hours</c>.</param>
/// <param name="Channel">phone, sms or email; null for rules that no channel is part of.</param>
/// <param name="Value">What held.</param>
/// <param name="Limit">What it was compared with.</param>
/// <param name="Verdict">pass, skip_channel, block, hold_out, withdraw, expire, await_approval or wait.</param>
public sealed record RuleAnswerDocument(string Rule, string? Channel, string Value, string Limit, string Verdict);
