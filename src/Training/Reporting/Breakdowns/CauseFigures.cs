using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting.Breakdowns;

/// <summary>How a cause of trouble is seen.</summary>
/// <param name="Name">The cause, or that there was none.</param>
/// <param name="Rows">Rows with the cause.</param>
/// <param name="Customers">Customers with such a row.</param>
/// <param name="Misses">Such rows with a missed payment.</param>
/// <param name="Figures">
/// Figures on the rows of this cause with a missed payment beside the rows of no trouble without one: recall is
/// the cause's own, AUC says how well the two are told apart.
/// </param>
/// <param name="Medium">Of the missed payments before which the cause had come: those warned of at MEDIUM or above, and days from there to the missed payment.</param>
/// <param name="High">The same of HIGH.</param>
/// <param name="OnsetToMedium">The same payments with the days from the cause's onset to the warning, below 0 where the warning came first; null without a cause.</param>
/// <param name="OnsetToHigh">The same of HIGH.</param>
public sealed record CauseFigures(
    string Name, int Rows, int Customers, int Misses, Figures Figures, WarningFigures Medium, WarningFigures High, WarningFigures? OnsetToMedium, WarningFigures? OnsetToHigh);
