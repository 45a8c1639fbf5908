using PreDelinquency.Training.Measuring;
using PreDelinquency.Training.Reporting;
using PreDelinquency.Training.Reporting.Tables;

namespace PreDelinquency.Cli.Models;

/// <summary>Prints how a model does, beside the baselines and the oracle.</summary>
internal static class EvaluationReport
{
    public static void Print(TextWriter output, ModelReport report)
    {
        var figures = report.Model.Evaluation.Figures;
        output.WriteLine($"model {report.Bundle.Version} on {report.Data.Measured}: {figures.Rows:N0} rows of {figures.Customers:N0} customers; {figures[Figure.BaseRate].Value:0.0%} miss a payment");
        if (report.Data.Warning is { } seen)
            output.WriteLine($"warning: {seen}");
        output.WriteLine();
        FigureTables.Overall(report).WriteText(output);
        output.WriteLine();
        output.WriteLine(FigureTables.WarningNote);
        output.WriteLine();
        FigureTables.AtLevels(report).WriteText(output);
        if (report.Oracle is { } oracle)
        {
            output.WriteLine();
            output.WriteLine($"beside what was knowable, on the {oracle.Oracle.Rows:N0} of {figures.Rows:N0} rows of which the oracle was asked:");
            FigureTables.AgainstOracle(oracle).WriteText(output);
            output.WriteLine();
            FigureTables.AgainstOracleByHistory(report.OracleByHistory).WriteText(output);
        }

        foreach (var warning in report.Warnings.Where(w => w != report.Data.Warning))
        {
            output.WriteLine();
            output.WriteLine($"warning: {warning}");
        }
    }
}
