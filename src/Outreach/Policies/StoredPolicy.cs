namespace PreDelinquency.Outreach.Policies;

/// <summary>A policy as a store keeps it.</summary>
/// <param name="Version">Name and fingerprint.</param>
/// <param name="Files">What each of its files holds, by its name.</param>
public sealed record StoredPolicy(string Version, IReadOnlyDictionary<string, string> Files);
