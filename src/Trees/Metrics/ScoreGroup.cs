using System.Runtime.InteropServices;

namespace PreDelinquency.Trees;

/// <summary>The rows of one score: how much weight of each label.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScoreGroup(double Score, double Positives, double Negatives)
{
    /// <summary>As <see cref="Descending"/>, for fits: scores must be finite, both labels present; groups without weight are left out.</summary>
    public static ScoreGroup[] Finite(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights)
    {
        ScoreGroup[] groups = Array.FindAll(Descending(scores, labels, weights), group => group.Positives + group.Negatives > 0);
        if (!groups.All(group => double.IsFinite(group.Score)))
        {
            throw new ArgumentException("A fit needs finite scores.", nameof(scores));
        }

        if (!groups.Any(group => group.Positives > 0) || !groups.Any(group => group.Negatives > 0))
        {
            throw new ArgumentException("A fit needs rows of both labels, with weight.", nameof(labels));
        }

        return groups;
    }

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
