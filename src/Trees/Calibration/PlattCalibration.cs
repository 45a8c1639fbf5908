using System.Globalization;
using System.Text.Json.Serialization;

namespace PreDelinquency.Trees;

/// <summary>Platt scaling: p = 1 / (1 + e^-(slope · score + intercept)).</summary>
public sealed record PlattCalibration : Calibration
{
    private const int MaxRounds = 100;

    /// <summary>Creates a calibration.</summary>
    /// <param name="slope">At least 0, so that the map never falls.</param>
    /// <param name="intercept">Log-odds at score 0.</param>
    /// <exception cref="CalibrationFormatException">A value is not finite or the slope is negative.</exception>
    [JsonConstructor]
    public PlattCalibration(double slope, double intercept)
    {
        if (!(slope >= 0 && double.IsFinite(slope) && double.IsFinite(intercept)))
        {
            throw new CalibrationFormatException(string.Create(
                CultureInfo.InvariantCulture, $"Platt slope {slope} must be finite and at least 0, intercept {intercept} finite."));
        }

        Slope = slope;
        Intercept = intercept;
    }

    /// <summary>Factor on the raw score.</summary>
    public double Slope { get; }

    /// <summary>Log-odds at score 0.</summary>
    public double Intercept { get; }

    /// <summary>Fits by maximum likelihood with Platt's smoothed targets (Platt 1999; Newton's method of Lin, Lin, Weng 2007).</summary>
    /// <param name="scores">Raw scores of rows the model was not trained on.</param>
    /// <param name="labels">0 or 1 each, both present.</param>
    /// <param name="weights">At least 0 each; empty for 1 each.</param>
    /// <remarks>Scores that fall as labels rise give slope 0: the base rate for everyone.</remarks>
    /// <exception cref="ArgumentException">As in <see cref="BinaryMetrics"/>.</exception>
    public static PlattCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default)
    {
        ScoreGroup[] groups = ScoreGroup.Finite(scores, labels, weights);
        double positives = groups.Sum(group => group.Positives);
        double negatives = groups.Sum(group => group.Negatives);
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (negatives + 2);
        double slope = 0;
        double intercept = Math.Log((positives + 1) / (negatives + 1));
        double loss = Loss(groups, high, low, slope, intercept);
        for (int round = 0; round < MaxRounds; round++)
        {
            (double slopeStep, double interceptStep, double descent) = NewtonStep(groups, high, low, slope, intercept);
            double size = 1;
            double next = Loss(groups, high, low, slope + slopeStep, intercept + interceptStep);
            // Armijo: a step must gain a fair part of what its slope promises.
            while (next > loss + (1e-4 * size * descent) && size > 1e-10)
            {
                size /= 2;
                next = Loss(groups, high, low, slope + (size * slopeStep), intercept + (size * interceptStep));
            }

            if (size <= 1e-10 || Math.Abs(descent) < 1e-12 * Math.Max(1, Math.Abs(loss)))
            {
                break;
            }

            slope += size * slopeStep;
            intercept += size * interceptStep;
            loss = next;
        }

        return slope >= 0
            ? new PlattCalibration(slope, intercept)
            : new PlattCalibration(0, Math.Log(((positives * high) + (negatives * low)) / ((positives * (1 - high)) + (negatives * (1 - low)))));
    }

    /// <inheritdoc/>
    public override double Apply(double rawScore) => 1 / (1 + Math.Exp(-((Slope * rawScore) + Intercept)));

    private static (double Slope, double Intercept, double Descent) NewtonStep(
        ScoreGroup[] groups, double high, double low, double slope, double intercept)
    {
        const double ridge = 1e-12;
        double gradSlope = 0;
        double gradIntercept = 0;
        double hessSlope = ridge;
        double hessCross = 0;
        double hessIntercept = ridge;
        foreach (ScoreGroup group in groups)
        {
            double p = 1 / (1 + Math.Exp(-((slope * group.Score) + intercept)));
            double weight = group.Positives + group.Negatives;
            double miss = (weight * p) - (group.Positives * high) - (group.Negatives * low);
            double curve = weight * p * (1 - p);
            gradSlope += miss * group.Score;
            gradIntercept += miss;
            hessSlope += curve * group.Score * group.Score;
            hessCross += curve * group.Score;
            hessIntercept += curve;
        }

        double determinant = (hessSlope * hessIntercept) - (hessCross * hessCross);
        double slopeStep = -((hessIntercept * gradSlope) - (hessCross * gradIntercept)) / determinant;
        double interceptStep = -((hessSlope * gradIntercept) - (hessCross * gradSlope)) / determinant;
        return (slopeStep, interceptStep, (gradSlope * slopeStep) + (gradIntercept * interceptStep));
    }

    private static double Loss(ScoreGroup[] groups, double high, double low, double slope, double intercept)
    {
        double loss = 0;
        foreach (ScoreGroup group in groups)
        {
            double odds = (slope * group.Score) + intercept;
            double target = (group.Positives * high) + (group.Negatives * low);
            // log(1 + e^odds) without overflow, less target times odds.
            loss += ((group.Positives + group.Negatives) * (Math.Max(0, odds) + Math.Log(1 + Math.Exp(-Math.Abs(odds))))) - (target * odds);
        }

        return loss;
    }
}
