namespace PreDelinquency.Synthetic;

/// <summary>What was knowable of a customer at the end of a day.</summary>
/// <param name="CustomerId">Whose life.</param>
/// <param name="Day">The local day at whose end the future was drawn.</param>
/// <param name="Probability">
/// Share of the futures in which a payment becomes missed within <see cref="Domain.Risk.LabelWindow"/>, 0 to 1, given the
/// whole hidden state.
/// </param>
public readonly record struct OracleEstimate(string CustomerId, DateOnly Day, double Probability);
