using System.Collections.Frozen;
using System.Globalization;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Text;

/// <summary>Reads LightGBM's text format, versions v2 to v4. Source: LightGBM, src/boosting/gbdt_model_text.cpp.</summary>
internal static class ModelReader
{
    private static readonly FrozenSet<string> HeaderKeys = FrozenSet.Create(
        StringComparer.Ordinal,
        "version", "num_class", "num_tree_per_iteration", "label_index", "max_feature_idx", "objective", "average_output",
        "feature_names", "monotone_constraints", "feature_infos", "tree_sizes");

    public static ModelContent Read(TextReader reader, string source)
    {
        var lines = new ModelLines(reader, source);
        if (lines.Read() != "tree")
        {
            lines.Fail("a model text starts with the line 'tree'");
        }

        Section header = Section.Read(lines, "the header", HeaderKeys);
        string version = header.Text("version");
        if (version is not ("v2" or "v3" or "v4"))
        {
            header.Fail("version", $"unknown version '{Section.Shorten(version)}', v2 to v4 are read");
        }

        int featureCount = header.Int("max_feature_idx", 0, int.MaxValue - 1) + 1;
        string[] names = header.Words("feature_names", featureCount);
        string[] infos = header.Words("feature_infos", featureCount);
        int classCount = header.Int("num_class", 1, int.MaxValue);
        int outputCount = header.Has("num_tree_per_iteration") ? header.Int("num_tree_per_iteration", 1, int.MaxValue) : classCount;
        if (outputCount != classCount)
        {
            header.Fail("num_tree_per_iteration", $"num_tree_per_iteration={outputCount} must be num_class, {classCount}");
        }

        Objective objective = ReadObjective(header, classCount, outputCount);
        DecisionTree[] trees = ReadTrees(lines, header, version, featureCount, outputCount);
        return new ModelContent
        {
            ClassCount = classCount,
            OutputCount = outputCount,
            LabelIndex = header.Int("label_index", int.MinValue, int.MaxValue),
            Objective = objective,
            AverageOutput = header.Has("average_output"),
            FeatureNames = names,
            FeatureInfos = infos,
            MonotoneConstraints = header.Has("monotone_constraints") ? header.Text("monotone_constraints") : "",
            Trees = trees,
            Calibration = ReadCalibration(lines),
            Trailer = lines.ReadToEnd(),
        };
    }

    private static Objective ReadObjective(Section header, int classCount, int outputCount)
    {
        if (!header.Has("objective"))
        {
            return Objective.None;
        }

        if (!Objective.TryParse(header.Text("objective"), classCount, out Objective objective, out string error))
        {
            header.Fail("objective", error);
        }

        if (objective.IsMulticlass != (outputCount > 1) && (objective.IsMulticlass || objective.Transform != TransformKind.Identity))
        {
            header.Fail("objective", $"objective '{objective.Text}' does not go with {outputCount} trees per iteration");
        }

        return objective;
    }

    private static DecisionTree[] ReadTrees(ModelLines lines, Section header, string version, int featureCount, int outputCount)
    {
        int announced = header.Has("tree_sizes")
            ? header.Text("tree_sizes").AsSpan().Trim().Length == 0 ? 0 : CountWords(header.Text("tree_sizes"))
            : -1;
        var trees = new List<DecisionTree>();
        var places = new List<(int Line, long Start)>();
        SkipBlank(lines);
        while (lines.Peek() is { } line && line.StartsWith("Tree=", StringComparison.Ordinal))
        {
            places.Add((lines.Number + 1, lines.Length));
            lines.Read();
            if (line.AsSpan(5) is var number && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index == trees.Count))
            {
                lines.Fail($"expected Tree={trees.Count}, found '{Section.Shorten(line)}'");
            }

            trees.Add(TreeSection.Read(lines, trees.Count, featureCount));
            SkipBlank(lines);
        }

        // The first v2 writers had no end mark, only the announced sizes.
        bool ended = lines.Peek() == "end of trees";
        if (!ended && !(version == "v2" && announced >= 0))
        {
            lines.Fail(lines.Number + 1, $"expected Tree={trees.Count} or 'end of trees', the text is cut short or damaged");
        }

        if (announced >= 0 && announced != trees.Count)
        {
            header.Fail("tree_sizes", $"tree_sizes announces {announced} trees, the text holds {trees.Count}");
        }

        if (announced > 0)
        {
            // Where nothing marks the end, blank lines of what follows cannot be told from the last tree's.
            CheckSizes(lines, places, header.Ints("tree_sizes", announced, 0, int.MaxValue)[..(ended ? announced : announced - 1)]);
        }

        if (trees.Count % outputCount != 0)
        {
            lines.Fail($"{trees.Count} trees are no whole number of iterations of {outputCount}");
        }

        if (outputCount > Math.Max(1, trees.Count))
        {
            header.Fail("num_class", $"num_class={outputCount} for {trees.Count} trees");
        }

        if (ended)
        {
            lines.Read();
        }

        return [.. trees];
    }

    // LightGBM finds each tree by the sizes of those before it. Line ends count as one, so that a file may have been converted.
    private static void CheckSizes(ModelLines lines, List<(int Line, long Start)> places, int[] sizes)
    {
        for (int tree = 0; tree < sizes.Length; tree++)
        {
            long size = (tree + 1 < places.Count ? places[tree + 1].Start : lines.Length) - places[tree].Start;
            if (size != sizes[tree])
            {
                lines.Fail(places[tree].Line, $"tree {tree} has {size} bytes, tree_sizes says {sizes[tree]}: the text was cut, damaged or edited");
            }
        }
    }

    // A line of our own: LightGBM skips what it does not know between the trees and the parameters.
    private static Calibration? ReadCalibration(ModelLines lines)
    {
        if (lines.Peek() is not { } line || !line.StartsWith(ModelWriter.CalibrationKey, StringComparison.Ordinal))
        {
            return null;
        }

        lines.Read();
        try
        {
            return Calibration.FromJson(line[ModelWriter.CalibrationKey.Length..]);
        }
        catch (CalibrationFormatException error)
        {
            lines.Fail(error.Message);
            return null;
        }
    }

    private static int CountWords(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static void SkipBlank(ModelLines lines)
    {
        while (lines.Peek() is { Length: 0 })
        {
            lines.Read();
        }
    }
}
