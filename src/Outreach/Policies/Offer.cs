namespace PreDelinquency.Outreach.Policies;

/// <summary>What is offered.</summary>
/// <param name="Code">The bank's name for it, in snake_case; every language has a phrase for it.</param>
/// <param name="Kind">What it comes to.</param>
public sealed record Offer(string Code, OfferKind Kind);
