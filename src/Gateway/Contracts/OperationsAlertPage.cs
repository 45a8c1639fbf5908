namespace PreDelinquency.Gateway.Contracts;

/// <summary>Alerts that are open.</summary>
/// <param name="Items">First seen first.</param>
public sealed record OperationsAlertPage(IReadOnlyList<OperationsAlertDocument> Items);
