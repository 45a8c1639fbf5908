namespace PreDelinquency.Gateway.Contracts;

/// <summary>How much of the risk one family of features explains.</summary>
/// <param name="Family">Like <c>income</c>, see <c>GET /features</c>.</param>
/// <param name="Share">Of all contributions that raise the risk of these customers, 0 to 1.</param>
/// <param name="Customers">Customers for whom it is the largest part.</param>
public sealed record FamilyShareDocument(string Family, double Share, int Customers);
