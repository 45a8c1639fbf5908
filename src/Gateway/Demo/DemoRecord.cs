namespace PreDelinquency.Gateway.Demo;

/// <summary>What makes a demo's population: kept beside the store, so that a restart lives the same lives.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Months">Of history.</param>
/// <param name="Seed">Equal seeds make equal populations.</param>
/// <param name="Start">The first day of the history.</param>
internal sealed record DemoRecord(int Customers, int Months, int Seed, DateOnly Start);
