namespace PreDelinquency.Gateway.Observing;

/// <summary>Marks an operation whose requests make no trace: those of probes and scrapers.</summary>
internal sealed record UntracedMetadata;
