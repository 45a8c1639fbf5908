using System.Globalization;

namespace PreDelinquency.Trees.Model;

/// <summary>The objective a model was trained for, as its file names it, and the output transform that goes with it.</summary>
internal sealed class Objective
{
    private Objective(string text, TransformKind transform, double slope, bool multiclass)
    {
        Text = text;
        Transform = transform;
        Slope = slope;
        IsMulticlass = multiclass;
    }

    /// <summary>No objective line in the file: raw scores are the prediction.</summary>
    public static Objective None { get; } = new("", TransformKind.Identity, 1, multiclass: false);

    /// <summary>The objective as written in the file; empty where the file had none.</summary>
    public string Text { get; }

    public TransformKind Transform { get; }

    /// <summary>Factor inside the sigmoid.</summary>
    public double Slope { get; }

    public bool IsMulticlass { get; }

    /// <summary>Reads an objective line's value; false with the broken rule where it is unknown or incomplete.</summary>
    public static bool TryParse(string text, int classCount, out Objective objective, out string error)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string name = words.Length == 0 ? "" : words[0];
        objective = None;
        error = "";
        (TransformKind Kind, bool Multiclass)? known = name switch
        {
            "regression" or "regression_l2" or "mean_squared_error" or "mse" or "l2" or "l2_root"
                or "root_mean_squared_error" or "rmse" or "regression_l1" or "mean_absolute_error" or "l1" or "mae"
                or "fair" or "quantile" or "mape" or "mean_absolute_percentage_error" =>
                (Array.IndexOf(words, "sqrt") > 0 ? TransformKind.SignedSquare : TransformKind.Identity, false),
            // LightGBM drops sqrt for huber and for what follows poisson.
            "huber" or "lambdarank" or "rank_xendcg" or "xendcg" or "xe_ndcg" or "xe_ndcg_mart" or "xendcg_mart"
                or "custom" or "none" or "null" or "na" => (TransformKind.Identity, false),
            "poisson" or "gamma" or "tweedie" => (TransformKind.Exponential, false),
            "binary" or "cross_entropy" or "xentropy" => (TransformKind.Sigmoid, false),
            "cross_entropy_lambda" or "xentlambda" => (TransformKind.LogOnePlusExp, false),
            "multiclass" or "softmax" => (TransformKind.Softmax, true),
            "multiclassova" or "multiclass_ova" or "ova" or "ovr" => (TransformKind.Sigmoid, true),
            _ => null,
        };
        if (known is not { } kind)
        {
            error = $"unknown objective '{name}'";
            return false;
        }

        double slope = 1;
        if (name is "binary" || (kind.Multiclass && kind.Kind == TransformKind.Sigmoid))
        {
            string? sigmoid = Array.Find(words, word => word.StartsWith("sigmoid:", StringComparison.Ordinal));
            if (sigmoid is null || !double.TryParse(sigmoid.AsSpan(8), NumberStyles.Float, CultureInfo.InvariantCulture, out slope)
                || !(slope > 0) || double.IsInfinity(slope))
            {
                error = $"objective '{text}' needs a finite sigmoid greater than zero";
                return false;
            }
        }

        if (kind.Multiclass)
        {
            string? classes = Array.Find(words, word => word.StartsWith("num_class:", StringComparison.Ordinal));
            if (classes is null || !int.TryParse(classes.AsSpan(10), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                || count != classCount)
            {
                error = $"objective '{text}' must name the file's num_class, {classCount}";
                return false;
            }
        }

        objective = new Objective(text, kind.Kind, slope, kind.Multiclass);
        return true;
    }

    /// <summary>Turns raw scores into predictions in place.</summary>
    public void Apply(Span<double> scores)
    {
        switch (Transform)
        {
            case TransformKind.Identity:
                break;
            case TransformKind.Softmax:
                Softmax(scores);
                break;
            default:
                for (int i = 0; i < scores.Length; i++)
                {
                    scores[i] = Apply(scores[i]);
                }

                break;
        }
    }

    private double Apply(double score) => Transform switch
    {
        TransformKind.Sigmoid => 1.0 / (1.0 + Math.Exp(-Slope * score)),
        TransformKind.SignedSquare => Math.CopySign(score * score, score),
        TransformKind.Exponential => Math.Exp(score),
        TransformKind.LogOnePlusExp => LogOnePlusExp(score),
        _ => score,
    };

    // log(1 + e^x) without the overflow that the direct form has from x = 710 on.
    private static double LogOnePlusExp(double x)
    {
        double small = Math.Exp(-Math.Abs(x));
        // log1p by Kahan's correction: the rounding error of 1 + small divides out.
        double sum = 1 + small;
        double log = sum == 1 ? small : Math.Log(sum) * small / (sum - 1);
        return Math.Max(x, 0) + log;
    }

    private static void Softmax(Span<double> scores)
    {
        double max = double.NegativeInfinity;
        foreach (double score in scores)
        {
            max = Math.Max(max, score);
        }

        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Exp(scores[i] - max);
            sum += scores[i];
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }
}
