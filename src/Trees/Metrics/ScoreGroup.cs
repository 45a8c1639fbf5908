using System.Runtime.InteropServices;

namespace PreDelinquency.Trees;

/// <summary>The rows of one score: how much weight of each label.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScoreGroup(double Score, double Positives, double Negatives)
{
    /// <summary>Groups rows by score, highest score first.</summary>
    public static ScoreGroup[] Descending(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights)
    {
        Samples.Check(scores, labels, weights);
        double[] keys = scores.ToArray();
        var order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = -keys[i];
            order[i] = i;
        }

        Array.Sort(keys, order);
        var groups = new List<ScoreGroup>();
        for (int i = 0; i < order.Length;)
        {
            double positives = 0;
            double negatives = 0;
            int start = i;
            for (; i < order.Length && keys[i] == keys[start]; i++)
            {
                double weight = weights.IsEmpty ? 1 : weights[order[i]];
                positives += labels[order[i]] > 0 ? weight : 0;
                negatives += labels[order[i]] > 0 ? 0 : weight;
            }

            groups.Add(new ScoreGroup(-keys[start], positives, negatives));
        }

        return [.. groups];
    }
}
