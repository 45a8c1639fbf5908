namespace PreDelinquency.Trees.Tests.Text;

public sealed class ReaderTests
{
    [Theory]
    [InlineData("version=v4", "version=v5", 2, "unknown version 'v5'")]
    [InlineData("version=v4\n", "", 10, "the header has no version")]
    [InlineData("objective=binary sigmoid:1", "objective=mystery", 7, "unknown objective 'mystery'")]
    [InlineData("objective=binary sigmoid:1", "objective=binary sigmoid:0", 7, "finite sigmoid greater than zero")]
    [InlineData("objective=binary sigmoid:1", "objective=binary", 7, "finite sigmoid greater than zero")]
    [InlineData("objective=binary sigmoid:1", "objective=multiclass num_class:3", 7, "must name the file's num_class, 1")]
    [InlineData("num_class=1", "num_class=3", 4, "num_tree_per_iteration=1 must be num_class, 3")]
    [InlineData("max_feature_idx=7", "max_feature_idx=6", 8, "feature_names has 8 values, 7 expected")]
    [InlineData("label_index=0", "label_index=0\nlabel_index=0", 6, "stands twice")]
    [InlineData("label_index=0", "lable_index=0", 5, "unknown key 'lable_index'")]
    [InlineData("num_leaves=15", "num_leaves=16", 21, "leaf_value has 15 values, 16 expected")]
    [InlineData("left_child=2 4", "left_child=2 2", 19, "has two parents")]
    [InlineData("left_child=2 4", "left_child=2 99", 19, "left_child holds 99, outside -15 to 13")]
    [InlineData("split_feature=0 0 0", "split_feature=0 0 8", 15, "split_feature holds 8, outside 0 to 7")]
    [InlineData("decision_type=2 2", "decision_type=2 14", 18, "missing type 3")]
    [InlineData("decision_type=2 2", "decision_type=2 3", 17, "names none of 0 bitsets")]
    [InlineData("threshold=0.0", "threshold=nan 0.0", 17, "threshold has 15 values, 14 expected")]
    [InlineData("leaf_value=-0", "leaf_value=inf -0", 21, "leaf_value has 16 values")]
    [InlineData("is_linear=0", "is_linear=1", 27, "linear trees are not supported")]
    [InlineData("Tree=1", "Tree=2", 31, "expected Tree=1, found 'Tree=2'")]
    public void What_breaks_a_rule_is_refused_with_its_line(string found, string put, int line, string rule)
    {
        string text = Golden.ModelText("missing");
        int at = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0);
        text = text[..at] + put + text[(at + found.Length)..];
        var error = Assert.Throws<ModelFormatException>(() => TreeModel.Read(new StringReader(text), "some.txt"));
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"some.txt line {line}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Linear_trees_are_refused_by_name()
    {
        var error = Assert.Throws<ModelFormatException>(() => Golden.Load("linear_tree"));
        Assert.Contains("linear trees are not supported", error.Message, StringComparison.Ordinal);
        Assert.Equal(27, error.LineNumber);
    }

    [Fact]
    public void A_text_cut_short_is_refused_wherever_it_is_cut()
    {
        string text = Golden.ModelText("dart");
        int end = text.IndexOf("end of trees", StringComparison.Ordinal) + "end of trees".Length;
        for (int length = 0; length < end; length += 97)
        {
            string cut = text[..length];
            Assert.Throws<ModelFormatException>(() => TreeModel.Read(new StringReader(cut)));
        }
    }

    [Fact]
    public void Old_versions_without_weights_and_end_mark_are_read()
    {
        // v2 as LightGBM 2.1 wrote it: no leaf_weight, internal_weight, is_linear and no 'end of trees'.
        string text = string.Join('\n', Golden.ModelText("missing").Split('\n').Where(line =>
            !line.StartsWith("leaf_weight", StringComparison.Ordinal) && !line.StartsWith("internal_weight", StringComparison.Ordinal)
            && !line.StartsWith("is_linear", StringComparison.Ordinal) && line != "end of trees"))
            .Replace("version=v4", "version=v2", StringComparison.Ordinal).Replace("feature_importances:", "feature importances:", StringComparison.Ordinal);
        text = Golden.Resized(text.Replace("\n\n\n\nfeature", "\n\n\nend of trees\n\nfeature", StringComparison.Ordinal)).Replace("end of trees\n", "", StringComparison.Ordinal);
        TreeModel model = TreeModel.Read(new StringReader(text));
        double[] row = Golden.Rows()[3];
        Assert.Equal(Golden.Load("missing").RawScore(row), model.RawScore(row));
        Assert.Throws<ModelFormatException>(() => TreeModel.Read(new StringReader(text.Replace("version=v2", "version=v3", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_model_without_row_counts_is_scored_but_not_explained()
    {
        string text = string.Join('\n', Golden.ModelText("missing").Split('\n').Where(line =>
            !line.StartsWith("leaf_count", StringComparison.Ordinal) && !line.StartsWith("internal_count", StringComparison.Ordinal)));
        TreeModel model = TreeModel.Read(new StringReader(Golden.Resized(text)));
        double[] row = Golden.Rows()[3];
        Assert.False(model.CanExplain);
        Assert.Equal(Golden.Load("missing").RawScore(row), model.RawScore(row));
        Assert.Throws<InvalidOperationException>(() => model.Explain(row, new double[9]));
        Assert.Throws<InvalidOperationException>(() => model.ExpectedValue);
    }

    [Fact]
    public void A_model_as_lightgbm_2_wrote_it_is_read()
    {
        // The keys, their order and the words after the trees are those of versions 2.1 to 2.3: no weights, no is_linear,
        // objectives and importances under older names. x at most 1.5 (missing goes left) says 1, else the category decides.
        string text = Golden.Resized("""
            tree
            version=v2
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            average_output
            feature_names=Column_0 Column_1
            feature_infos=[0:3] -1:0:1:33
            tree_sizes=0 0

            Tree=0
            num_leaves=3
            num_cat=1
            split_feature=0 1
            split_gain=86.625 0.142029
            threshold=1.5000000000000002 0
            decision_type=10 1
            left_child=-1 -2
            right_child=1 -3
            leaf_value=1 0.25 -0.5
            leaf_count=27 20 49
            internal_value=0 1.94203
            internal_count=96 69
            cat_boundaries=0 2
            cat_threshold=2 2
            shrinkage=1


            Tree=1
            num_leaves=1
            num_cat=0
            split_feature=
            split_gain=
            threshold=
            decision_type=
            left_child=
            right_child=
            leaf_value=0.5
            leaf_count=
            internal_value=
            internal_count=
            shrinkage=1


            end of trees

            feature importances:
            Column_0=1
            Column_1=1

            parameters:
            [boosting: rf]
            [objective: binary]
            [max_conflict_rate: 0]

            end of parameters

            pandas_categorical:null

            """.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("tree_sizes=0", text, StringComparison.Ordinal);
        TreeModel model = TreeModel.Read(new StringReader(text));
        Assert.Equal(1.5, model.RawScore([1, 0]));
        Assert.Equal(1.5, model.RawScore([double.NaN, 0]));
        Assert.Equal(0.75, model.RawScore([2, 1]));
        Assert.Equal(0.75, model.RawScore([2, 33]));
        Assert.Equal(0, model.RawScore([2, 0]));
        Assert.Equal(0, model.RawScore([2, double.NaN]));
        // A random forest: the mean of its trees goes through the sigmoid.
        Assert.Equal(1 / (1 + Math.Exp(-0.75)), model.Predict([1, 0]), 15);
        TreeModel again = TreeModel.Read(new StringReader(Training.Drawn.Text(model)));
        Assert.Equal(0.75, again.RawScore([2, 33]));
    }

    [Theory]
    [InlineData("leaf_value=-0.16", "leaf_value=-0.160", 12, "tree 0 has 1720 bytes, tree_sizes says 1719")]
    [InlineData("tree_sizes=1719", "tree_sizes=1718", 12, "tree 0 has 1719 bytes, tree_sizes says 1718")]
    [InlineData("tree_sizes=1719 ", "tree_sizes=1719 1719 ", 10, "tree_sizes announces 61 trees, the text holds 60")]
    [InlineData("tree_sizes=1719 ", "tree_sizes=-1719 ", 10, "tree_sizes holds -1719")]
    public void Trees_are_as_long_as_the_header_says(string found, string put, int line, string rule)
    {
        string text = Golden.ModelText("missing");
        int at = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0);
        text = text[..at] + put + text[(at + found.Length)..];
        foreach (string version in (ReadOnlySpan<string>)[text, text.ReplaceLineEndings("\r\n")])
        {
            var error = Assert.Throws<ModelFormatException>(() => TreeModel.Read(new StringReader(version), "some.txt"));
            Assert.StartsWith($"some.txt line {line}: ", error.Message, StringComparison.Ordinal);
            Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Windows_line_ends_are_read()
    {
        TreeModel model = TreeModel.Read(new StringReader(Golden.ModelText("categorical").ReplaceLineEndings("\r\n")));
        double[] row = Golden.Rows()[5];
        Assert.Equal(Golden.Load("categorical").RawScore(row), model.RawScore(row));
    }

    [Theory]
    [InlineData("regression", 1.5, 1.5)]
    [InlineData("regression sqrt", -1.5, -2.25)]
    [InlineData("regression_l1", 1.5, 1.5)]
    [InlineData("regression_l1 sqrt", -1.5, -2.25)]
    [InlineData("fair sqrt", 1.5, 2.25)]
    [InlineData("quantile sqrt", 1.5, 2.25)]
    [InlineData("mape sqrt", -1.5, -2.25)]
    [InlineData("huber sqrt", 1.5, 1.5)]
    [InlineData("poisson sqrt", 1.5, 4.4816890703380645)]
    [InlineData("quantile", 1.5, 1.5)]
    [InlineData("lambdarank", 1.5, 1.5)]
    [InlineData("poisson", 1.5, 4.4816890703380645)]
    [InlineData("tweedie tweedie_variance_power:1.5", 1.5, 4.4816890703380645)]
    [InlineData("cross_entropy", 1.5, 0.8175744761936437)]
    [InlineData("binary sigmoid:2", 1.5, 0.9525741268224334)]
    [InlineData("cross_entropy_lambda", 1.5, 1.7014132779827524)]
    [InlineData("custom", 1.5, 1.5)]
    public void Each_objective_has_its_transform(string objective, double raw, double prediction)
    {
        TreeModel model = TreeModel.Read(new StringReader($"""
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=0
            objective={objective}
            feature_names=x
            feature_infos=none

            Tree=0
            num_leaves=1
            num_cat=0
            leaf_value={raw.ToString(System.Globalization.CultureInfo.InvariantCulture)}
            shrinkage=1


            end of trees
            """));
        Assert.Equal(raw, model.RawScore([0]));
        Assert.Equal(prediction, model.Predict([0]), 14);
        Assert.Equal(objective, model.Objective);
        Assert.Equal(raw, model.ExpectedValue);
    }
}
