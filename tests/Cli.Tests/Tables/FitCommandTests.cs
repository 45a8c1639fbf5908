using System.Globalization;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tests.Tables;

public sealed class FitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fitted_model_separates_the_labels_and_predicts_the_same_when_read_back()
    {
        var data = WriteData(400);
        var fit = await FitAsync(data, "--param", "num_iterations=30", "--param", "min_data_in_leaf=5", "--categorical", "kind");
        Assert.Equal(0, fit.ExitCode);
        Assert.Contains("trained 30 trees on 400 rows of 3 features", fit.Error, StringComparison.Ordinal);

        var predict = await PdiRun.ExecuteAsync("predict", "--model", _folder.File("model.txt"), "--data", data);
        var scores = predict.Output.TrimEnd().Split('\n').Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToList();
        var labels = (await File.ReadAllLinesAsync(data)).Skip(1).Select(line => line.Split(',')[1] == "1").ToList();
        Assert.Equal(400, scores.Count);
        Assert.All(scores.Zip(labels), pair => Assert.Equal(pair.Second, pair.First > 0.5));
        var model = TreeModel.Load(_folder.File("model.txt"));
        Assert.Equal(["x", "long_name", "kind"], model.FeatureNames);
    }

    [Theory]
    [InlineData("income, gross")]
    [InlineData("income,_gross")]
    public async Task A_category_may_have_spaces_and_commas_in_its_name(string name)
    {
        var data = _folder.Write("named.csv", "y,\"income, gross\",free text\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i % 2},{i % 2},{i % 5}\n")));
        var fit = await PdiRun.ExecuteAsync("fit", "--data", data, "--label", "y", "--out", _folder.File("model.txt"), "--categorical", name, "--categorical", "free text", "--param", "num_iterations=2");

        Assert.True(fit.ExitCode == 0, fit.Error);
        Assert.Contains("num_cat=1", await File.ReadAllTextAsync(_folder.File("model.txt")), StringComparison.Ordinal);
        Assert.Equal(2, TreeModel.Load(_folder.File("model.txt")).FeatureCount);
    }

    [Theory]
    [InlineData("y", "--categorical names 'y', which is the label")]
    [InlineData("none", "--categorical none:")]
    [InlineData("x", "column x, value '0.5': must be a whole number, as a category")]
    public async Task A_category_that_cannot_be_one_is_told(string name, string told)
    {
        var data = _folder.Write("small.csv", "y,x\n0,0.5\n1,1\n");
        var fit = await PdiRun.ExecuteAsync("fit", "--data", data, "--label", "y", "--out", _folder.File("model.txt"), "--categorical", name);

        Assert.Equal(1, fit.ExitCode);
        Assert.Contains(told, fit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_early_stopping_the_figure_is_that_of_the_trees_that_are_kept()
    {
        var valid = WriteData(200, name: "valid.csv", seed: 8, flipped: 0.2);
        var fit = await FitAsync(WriteData(400, flipped: 0.2), "--valid", valid, "--param", "num_iterations=200");
        var short1 = await FitAsync(_folder.File("data.csv"), "--valid", valid, "--param", "num_iterations=1");

        Assert.Matches("trained 200 trees .*; binary_logloss on the validation set [0-9.]+ \\(best at iteration [0-9]+, [0-9.]+;", fit.Error);
        Assert.Matches("trained 1 tree on .*; binary_logloss on the validation set [0-9.]+; wrote", short1.Error);
    }

    [Theory]
    [InlineData("verbosity=1", "verbosity is LightGBM's and has no meaning here")]
    [InlineData("num_leafs=3", "'num_leafs'; num_leaves is one")]
    [InlineData("num_lvs=3", "Unknown training parameter 'num_lvs'.")]
    [InlineData("lambda_l2=1e400", "lambda_l2=1e400 must be a finite number")]
    public async Task A_parameter_that_is_not_known_is_told_with_what_may_have_been_meant(string parameter, string told) =>
        Assert.Contains(told, (await FitAsync(WriteData(50), "--param", parameter)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Early_stopping_on_a_validation_set_keeps_the_best_iteration()
    {
        var valid = WriteData(200, name: "valid.csv", seed: 8, flipped: 0.2);
        var fit = await FitAsync(WriteData(400, flipped: 0.2), "--valid", valid, "--param", "num_iterations=500", "--param", "early_stopping_round=5");
        Assert.Equal(0, fit.ExitCode);
        Assert.InRange(TreeModel.Load(_folder.File("model.txt")).TreeCount, 1, 400);
        Assert.Contains("on the validation set", fit.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("num_leafs=31", "num_leafs")]
    [InlineData("learning_rate=0", "learning_rate")]
    public async Task A_wrong_parameter_is_named(string parameter, string named)
    {
        var fit = await FitAsync(WriteData(50), "--param", parameter);
        Assert.Equal((2, "See ./pdi fit --help."), (fit.ExitCode, fit.ErrorLines[^1]));
        Assert.Contains(named, fit.ErrorLines[0], StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("model.txt")));
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_a_usage_error()
    {
        var fit = await FitAsync(WriteData(50), "--param", "num_leaves");
        Assert.Equal(2, fit.ExitCode);
        Assert.Equal("pdi: --param num_leaves must be name=value.", fit.ErrorLines[0]);
    }

    [Fact]
    public async Task A_label_that_is_no_column_is_named_with_the_columns_there_are()
    {
        var data = WriteData(50);
        var fit = await PdiRun.ExecuteAsync("fit", "--data", data, "--label", "target", "--out", _folder.File("model.txt"));
        Assert.Equal(1, fit.ExitCode);
        Assert.Equal($"pdi: {data} has no column 'target'; it has x, label, long name, kind", Assert.Single(fit.ErrorLines));
    }

    [Theory]
    [InlineData("\"x,label\n1,0\n")]
    [InlineData("x,label\n1,0\n\"2,1\n")]
    [InlineData("x,label\n1,0\n2\n")]
    [InlineData("x,label\n1,0\n2,1,3\n")]
    public async Task Malformed_csv_is_told_in_words(string content)
    {
        var fit = await FitAsync(_folder.Write("data.csv", content));

        Assert.Equal(1, fit.ExitCode);
        Assert.Contains("data.csv", Assert.Single(fit.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", fit.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,label\n1,0\n2,\n", "line 3, column label, value '': must be 0 or 1, as the label of a binary model", "")]
    [InlineData("x,label\n1,0\n2,2\n", "line 3, column label, value '2': must be 0 or 1, as the label of a binary model", "")]
    [InlineData("x,label\n1,5.5\n2,inf\n", "line 3, column label, value 'inf': must be a finite number, as a label", "objective=regression")]
    [InlineData("x,label\n20000000,0\n2,1\n", "line 2, column x, value '20000000': must be at most 16777215, as a category; number categories from 0", "")]
    public async Task A_cell_that_cannot_be_learned_from_is_named_with_its_place(string content, string rule, string parameter)
    {
        var data = _folder.Write("data.csv", content);
        var fit = await FitAsync(data, [.. parameter.Length > 0 ? ["--param", parameter] : Array.Empty<string>(), "--categorical", "x"]);
        Assert.Equal(1, fit.ExitCode);
        Assert.Equal($"pdi: {data}, {rule}", Assert.Single(fit.ErrorLines));
    }

    [Theory]
    [InlineData("x\u00a0\ty,label\n1,0\n", "is empty or holds white space.")]
    [InlineData("x,y\n1,1\n", "has no column 'label'")]
    public async Task A_file_that_does_not_fit_is_named(string bad, string message)
    {
        var path = _folder.Write("bad.csv", bad);
        var fit = await FitAsync(path);
        Assert.Equal(1, fit.ExitCode);
        Assert.StartsWith($"pdi: {path}", Assert.Single(fit.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(message, fit.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,a,label\n1,2,0\n", "columns 1 ('a') and 2 ('a') both go by the name 'a'")]
    [InlineData("label,a,label\n1,2,0\n", "columns 1 ('label') and 3 ('label') both go by the name 'label'")]
    [InlineData("a b,label,a_b\n1,0,2\n", "columns 1 ('a b') and 3 ('a_b') both go by the name 'a_b'")]
    public async Task A_name_that_two_columns_go_by_is_refused(string content, string message)
    {
        var data = _folder.Write("twice.csv", content);
        var fit = await FitAsync(data);
        Assert.Equal(1, fit.ExitCode);
        Assert.Equal($"pdi: {data}: {message}", Assert.Single(fit.ErrorLines));
    }

    [Fact]
    public async Task A_label_named_with_an_underscore_for_a_blank_is_no_feature()
    {
        var data = _folder.Write("blank.csv", "x,my label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i % 2}\n")));
        var fit = await PdiRun.ExecuteAsync("fit", "--data", data, "--label", "my_label", "--out", _folder.File("model.txt"));
        Assert.Equal(0, fit.ExitCode);
        Assert.Equal(["x"], TreeModel.Load(_folder.File("model.txt")).FeatureNames);
    }

    [Fact]
    public async Task Ignored_columns_need_not_hold_numbers_and_must_be_there()
    {
        var data = _folder.Write("data.csv", "who,x,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"c{i},{i},{i % 2}\n")));

        var fit = await FitAsync(data, "--ignore", "who");
        Assert.True(fit.ExitCode == 0, fit.Error);
        Assert.Equal(["x"], TreeModel.Load(_folder.File("model.txt")).FeatureNames);

        Assert.Equal($"pdi: --ignore whom: {data} has no such column; who is one; it has who, x, label", Assert.Single((await FitAsync(data, "--ignore", "whom")).ErrorLines));
        Assert.Equal($"pdi: {data} has no column beside 'label' and those that are ignored", Assert.Single((await FitAsync(data, "--ignore", "who,x")).ErrorLines));
    }

    [Fact]
    public async Task Divergence_is_one_sentence()
    {
        var fit = await FitAsync(WriteData(400), "--param", "learning_rate=1e308", "--param", "objective=regression");
        Assert.Equal(1, fit.ExitCode);
        Assert.Equal(
            "pdi: Training diverged: a gradient is no longer finite. Lower learning_rate, or scale labels and weights down.",
            fit.ErrorLines[^1]);
        Assert.False(File.Exists(_folder.File("model.txt")));
    }

    private Task<PdiRun> FitAsync(string data, params string[] more) =>
        PdiRun.ExecuteAsync(["fit", "--data", data, "--label", "label", "--out", _folder.File("model.txt"), .. more]);

    // The label is 1 exactly where x and the kind say so; the other column is noise with gaps. A share of labels is flipped.
    private string WriteData(int rows, string name = "data.csv", int seed = 7, double flipped = 0)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, rows).Select(i =>
        {
            var (x, noise, kind) = (random.NextDouble(), random.NextDouble(), random.Next(3));
            var label = x > 0.5 == (kind != 1) != (random.NextDouble() < flipped) ? 1 : 0;
            return string.Create(CultureInfo.InvariantCulture, $"{x},{label},{(i % 7 == 0 ? "nan" : noise)},{kind}");
        });
        return _folder.Write(name, string.Join('\n', lines.Prepend("x,label,long name,kind")) + "\n");
    }
}
