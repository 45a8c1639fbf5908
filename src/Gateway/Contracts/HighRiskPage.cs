namespace PreDelinquency.Gateway.Contracts;

/// <summary>Customers by falling risk score.</summary>
/// <param name="Items">What was asked for.</param>
/// <param name="NextOffset">Pass it as <c>offset</c> to go on; null at the end.</param>
public sealed record HighRiskPage(IReadOnlyList<CustomerSummaryDocument> Items, int? NextOffset);
