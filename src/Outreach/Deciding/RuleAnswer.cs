using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>A rule that was asked, and its answer. The verdict follows from rule, value and limit alone.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Channel">Null for rules that no channel is part of.</param>
/// <param name="Value">What held.</param>
/// <param name="Limit">What it was compared with.</param>
/// <param name="Verdict">What followed.</param>
public sealed record RuleAnswer(ContactRule Rule, ContactChannel? Channel, string Value, string Limit, RuleVerdict Verdict);
