using System.Globalization;
using PreDelinquency.Training;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Models;

/// <summary>Prints how a model does.</summary>
internal static class EvaluationReport
{
    public static void Print(TextWriter output, string model, Evaluation figures)
    {
        output.WriteLine(Line($"model {model} on {figures.Rows:N0} rows of {figures.Customers:N0} customers that it has not seen; {figures.BaseRate:P1} miss a payment"));
        output.WriteLine();
        Row("AUC", figures.Auc);
        output.WriteLine(Line($"{"  without a missed payment before",-36}{figures.AucWithoutMissedBefore,8:0.000}"));
        Row("average precision (PR-AUC)", figures.PrAuc);
        output.WriteLine(Line($"{"KS",-36}{figures.KolmogorovSmirnov,8:0.000}"));
        output.WriteLine(Line($"{"Brier score",-36}{figures.Brier,8:0.0000}"));
        output.WriteLine(Line($"{"log loss",-36}{figures.LogLoss,8:0.0000}"));
        output.WriteLine(Line($"{"calibration error",-36}{figures.CalibrationError,8:0.0000}"));
        output.WriteLine(Line($"{"lift of the top tenth",-36}{figures.TopDecileLift,8:0.0}"));
        output.WriteLine(Line($"{"median days of warning at HIGH",-36}{figures.MedianLeadDays,8:0}"));
        output.WriteLine();
        output.WriteLine("level        from  flagged  precision  recall");
        Level("MEDIUM", figures.Medium);
        Level("HIGH", figures.High);
        Level("CRITICAL", figures.Critical);

        void Row(string name, ConfidenceInterval interval) =>
            output.WriteLine(Line($"{name,-36}{interval.Value,8:0.000}  ({interval.Low:0.000} to {interval.High:0.000})"));

        void Level(string name, ThresholdReport at) =>
            output.WriteLine(Line($"{name,-9}{at.Threshold,8:0.000}{at.TruePositives + at.FalsePositives,9:N0}{at.Precision,11:P1}{at.Recall,8:P1}"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
