using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Training.Exporting;

/// <summary>A customer's features as of the end of a day.</summary>
/// <param name="CustomerId">Whose.</param>
/// <param name="AsOf">The local day at whose end they were taken.</param>
/// <param name="Features">In catalogue order; NaN where not known.</param>
/// <param name="Maturity">Whether the customer's habits were known by then.</param>
public sealed record FeatureRow(string CustomerId, DateOnly AsOf, double[] Features, Maturity Maturity);
