using System.Globalization;
using System.Text;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Text;

/// <summary>
/// Writes LightGBM's text format v4: the same keys in the same order and the same digits, so that a model read from
/// LightGBM and written again is the same file.
/// </summary>
internal static class ModelWriter
{
    public const string CalibrationKey = "calibration=";

    private const string ParametersMark = "\nparameters:\n";

    public static void Write(ModelContent model, TextWriter writer)
    {
        string[] trees = new string[model.Trees.Length];
        for (int i = 0; i < trees.Length; i++)
        {
            trees[i] = TreeText(model.Trees[i], i);
        }

        writer.Write("tree\nversion=v4\n");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"num_class={model.ClassCount}\nnum_tree_per_iteration={model.OutputCount}\n"));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"label_index={model.LabelIndex}\nmax_feature_idx={model.FeatureNames.Length - 1}\n"));
        if (model.Objective.Text.Length > 0)
        {
            writer.Write($"objective={model.Objective.Text}\n");
        }

        if (model.AverageOutput)
        {
            writer.Write("average_output\n");
        }

        writer.Write($"feature_names={string.Join(' ', model.FeatureNames)}\n");
        if (model.MonotoneConstraints.Length > 0)
        {
            writer.Write($"monotone_constraints={model.MonotoneConstraints}\n");
        }

        writer.Write($"feature_infos={string.Join(' ', model.FeatureInfos)}\n");
        // LightGBM finds the trees by these sizes: UTF-8 bytes, and a tree's text is ASCII.
        writer.Write($"tree_sizes={string.Join(' ', trees.Select(tree => tree.Length.ToString(CultureInfo.InvariantCulture)))}\n\n");
        foreach (string tree in trees)
        {
            writer.Write(tree);
        }

        writer.Write("end of trees\n");
        if (model.Calibration is { } calibration)
        {
            writer.Write($"{CalibrationKey}{calibration.ToJson()}\n");
        }

        writer.Write(model.Trailer ?? Trailer(model));
    }

    private static string TreeText(DecisionTree tree, int index)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Tree={index}\nnum_leaves={tree.LeafCount}\nnum_cat={tree.CategoricalCount}\n");
        Line(text, "split_feature", tree.SplitFeature);
        Line(text, "split_gain", tree.SplitGain, "G6", omitEmpty: tree.InnerCount > 0);
        Line(text, "threshold", tree.Threshold, "G17");
        Line(text, "decision_type", tree.DecisionType);
        Line(text, "left_child", tree.LeftChild);
        Line(text, "right_child", tree.RightChild);
        Line(text, "leaf_value", tree.LeafValue, "G17");
        Line(text, "leaf_weight", tree.LeafWeight, "G17", omitEmpty: true);
        Line(text, "leaf_count", tree.LeafRows, omitEmpty: true);
        Line(text, "internal_value", tree.InternalValue, "G6", omitEmpty: true);
        Line(text, "internal_weight", tree.InternalWeight, "G6", omitEmpty: true);
        Line(text, "internal_count", tree.InternalRows, omitEmpty: true);
        if (tree.CategoricalCount > 0)
        {
            Line(text, "cat_boundaries", tree.CategoryBoundaries);
            Line(text, "cat_threshold", tree.CategoryBits);
        }

        text.Append("is_linear=0\nshrinkage=").Append(Number(tree.Shrinkage, "G6")).Append("\n\n\n");
        return text.ToString();
    }

    private static void Line<T>(StringBuilder text, string key, T[] values, string? format = null, bool omitEmpty = false)
        where T : IFormattable
    {
        if (omitEmpty && values.Length == 0)
        {
            return;
        }

        text.Append(key).Append('=');
        for (int i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(Number(values[i], format));
        }

        text.Append('\n');
    }

    // The notation of C's %g: lower-case exponent, inf for infinity.
    private static string Number<T>(T value, string? format)
        where T : IFormattable
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.EndsWith("Infinity", StringComparison.Ordinal) ? text[0] == '-' ? "-inf" : "inf" : text.Replace('E', 'e');
    }

    /// <summary>What follows some trees of a model: their importances, and the rest of what follows all of them.</summary>
    public static string? TrailerFor(ModelContent model, DecisionTree[] trees)
    {
        int rest = model.Trailer?.IndexOf("\nparameters:", StringComparison.Ordinal) ?? -1;
        return model.Trailer is null ? null : Importances(model.FeatureNames, trees) + (rest < 0 ? "" : model.Trailer[rest..]);
    }

    private static string Trailer(ModelContent model)
    {
        var text = new StringBuilder(Importances(model.FeatureNames, model.Trees)).Append(ParametersMark);
        foreach (string line in model.Parameters)
        {
            text.Append(line).Append('\n');
        }

        return text.Append("\nend of parameters\n").ToString();
    }

    private static string Importances(string[] names, DecisionTree[] trees)
    {
        double[] splits = Importance.Of(trees, names.Length, ImportanceKind.Splits);
        var text = new StringBuilder("\nfeature_importances:\n");
        foreach (int feature in Enumerable.Range(0, splits.Length).Where(f => splits[f] > 0).OrderByDescending(f => splits[f]))
        {
            text.Append(CultureInfo.InvariantCulture, $"{names[feature]}={splits[feature]}\n");
        }

        return text.ToString();
    }
}
