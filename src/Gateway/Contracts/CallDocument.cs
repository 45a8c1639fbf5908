namespace PreDelinquency.Gateway.Contracts;

/// <summary>A call that a person is to make.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Since">When it came onto the list, by the real clock.</param>
/// <param name="NextAt">Not before then, by the real clock.</param>
/// <param name="ClaimedBy">Who has it; null where nobody has.</param>
/// <param name="ClaimedUntil">Until when it is theirs, by the real clock.</param>
/// <param name="WithheldBy">The rule by which a claimed call must not be made any more: suppression, objection, consent or opt_out; null where it may be made, and where nobody has it.</param>
public sealed record CallDocument(ContactDocument Contact, DateTimeOffset Since, DateTimeOffset NextAt, string? ClaimedBy, DateTimeOffset? ClaimedUntil, RuleAnswerDocument? WithheldBy);
