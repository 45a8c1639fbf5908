namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>A law that was broken.</summary>
internal sealed record Violation(Law Law, string What);
