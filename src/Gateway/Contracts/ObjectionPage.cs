namespace PreDelinquency.Gateway.Contracts;

/// <summary>Objections, latest first.</summary>
/// <param name="Items">What was asked for.</param>
public sealed record ObjectionPage(IReadOnlyList<ObjectionDocument> Items);
