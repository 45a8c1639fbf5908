using System.Globalization;

namespace PreDelinquency.Trees;

/// <summary>The rules that all measures share for their input.</summary>
internal static class Samples
{
    public static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, bool probabilities = false)
    {
        if (scores.Length != labels.Length || (!weights.IsEmpty && weights.Length != labels.Length))
        {
            throw new ArgumentException($"{scores.Length} scores, {labels.Length} labels and {weights.Length} weights must be as many.", nameof(labels));
        }

        if (labels.IsEmpty)
        {
            throw new ArgumentException("There are no rows to measure.", nameof(labels));
        }

        double total = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            if (labels[i] is not (0 or 1))
            {
                throw Bad(nameof(labels), i, labels[i], "0 or 1");
            }

            if (double.IsNaN(scores[i]) || (probabilities && scores[i] is < 0 or > 1))
            {
                throw Bad(nameof(scores), i, scores[i], probabilities ? "a probability" : "a number");
            }

            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw Bad(nameof(weights), i, weight, "finite and at least 0");
            }

            total += weight;
        }

        if (!(total > 0))
        {
            throw new ArgumentException("All weights are 0.", nameof(weights));
        }
    }

    private static ArgumentException Bad(string name, int row, double value, string rule) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}[{row}] is {value}, must be {rule}."), name);
}
