using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting.Breakdowns;

/// <summary>How a cause of trouble is seen.</summary>
/// <param name="Name">The cause, or that there was none.</param>
/// <param name="Rows">Rows with the cause.</param>
/// <param name="Customers">Customers with such a row.</param>
/// <param name="Misses">Such rows with a missed payment.</param>
/// <param name="Figures">
/// Figures on the rows of this cause with a missed payment beside the rows of no trouble without one: recall and lead are
/// the cause's own, AUC says how well the two are told apart.
/// </param>
public sealed record CauseFigures(string Name, int Rows, int Customers, int Misses, Figures Figures);
