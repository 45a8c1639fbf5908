using System.Globalization;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tests.Tables;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("raw.txt", 1e-12, "--raw")]
    [InlineData("prob.txt", 1e-12)]
    [InlineData("contrib.txt", 1e-9, "--contrib")]
    public async Task Output_equals_lightgbms(string expected, double tolerance, params string[] options)
    {
        var run = await PdiRun.ExecuteAsync(["predict", "--model", Golden("missing/model.txt"), "--data", Golden("rows.csv"), "--out", _folder.File("out.csv"), .. options]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var wanted = Rows(Golden($"missing/{expected}"), '\t');
        var got = Rows(_folder.File("out.csv"), ',');
        Assert.Equal(wanted.Count, got.Count);
        Assert.All(wanted.Zip(got), pair => Assert.Equal(0, Distance(pair.First, pair.Second), tolerance));
    }

    [Fact]
    public async Task Columns_are_matched_by_name_whatever_their_order_and_others_are_ignored()
    {
        var lines = await File.ReadAllLinesAsync(Golden("rows.csv"));
        var turned = lines.Select((line, i) => string.Join(';', line.Split(',').Reverse().Append(i == 0 ? "note" : "text")));
        _folder.Write("turned.csv", string.Join('\n', turned));
        var straight = await PredictAsync(Golden("rows.csv"));
        var other = await PredictAsync(_folder.File("turned.csv"));
        Assert.Equal(0, other.ExitCode);
        Assert.Equal(straight.Output, other.Output);
    }

    [Fact]
    public async Task Empty_cells_and_nan_are_the_same_missing_value()
    {
        var text = await File.ReadAllTextAsync(Golden("rows.csv"));
        Assert.Contains(",nan,", text, StringComparison.Ordinal);
        _folder.Write("empty.csv", text.Replace(",nan,", ",,", StringComparison.Ordinal).Replace(",nan,", ",NA,", StringComparison.Ordinal));
        Assert.Equal((await PredictAsync(Golden("rows.csv"))).Output, (await PredictAsync(_folder.File("empty.csv"))).Output);
    }

    [Fact]
    public async Task A_table_without_a_row_is_told_to_have_none()
    {
        _folder.Write("header.csv", File.ReadLines(Golden("rows.csv")).First());
        var run = await PdiRun.ExecuteAsync("predict", "--model", Golden("missing/model.txt"), "--data", _folder.File("header.csv"), "--out", _folder.File("out.csv"));

        Assert.Equal((0, $"{_folder.File("header.csv")} has a header and no row: nothing was scored"), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.Empty(File.ReadAllText(_folder.File("out.csv")));
    }

    [Fact]
    public async Task A_calibration_that_lies_in_a_bundle_is_named()
    {
        var bundle = Repository.PathOf("models/champion");
        var beside = await PdiRun.ExecuteAsync("predict", "--model", Path.Combine(bundle, "model.txt"), "--data", Golden("rows.csv"), "--calibrated");
        var alone = await PdiRun.ExecuteAsync("predict", "--model", Golden("missing/model.txt"), "--data", Golden("rows.csv"), "--calibrated");

        Assert.Contains($"carries no calibration; that of this model is in {Path.Combine(bundle, "bundle.json")}, by which ./pdi replay", Assert.Single(beside.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("carries no calibration; ./pdi train writes it into bundle.json beside the trees", Assert.Single(alone.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calibration_that_was_saved_with_the_model_is_applied_where_asked_for_and_told_of_where_not()
    {
        var model = TreeModel.Load(Golden("missing/model.txt")).WithCalibration(new PlattCalibration(0.5, 1));
        model.Save(_folder.File("calibrated.txt"));
        var plain = await PdiRun.ExecuteAsync("predict", "--model", _folder.File("calibrated.txt"), "--data", Golden("rows.csv"));
        var calibrated = await PdiRun.ExecuteAsync("predict", "--model", _folder.File("calibrated.txt"), "--data", Golden("rows.csv"), "--calibrated");
        var none = await PdiRun.ExecuteAsync("predict", "--model", Golden("missing/model.txt"), "--data", Golden("rows.csv"), "--calibrated");

        Assert.Equal((await PredictAsync(Golden("rows.csv"))).Output, plain.Output);
        Assert.Contains("--calibrated applies it", plain.Error, StringComparison.Ordinal);
        var raw = (await PdiRun.ExecuteAsync("predict", "--model", Golden("missing/model.txt"), "--data", Golden("rows.csv"), "--raw")).Output.TrimEnd().Split('\n');
        var scores = calibrated.Output.TrimEnd().Split('\n');
        Assert.Equal(raw.Select(r => model.Calibration!.Apply(double.Parse(r, CultureInfo.InvariantCulture))), scores.Select(s => double.Parse(s, CultureInfo.InvariantCulture)));
        Assert.Contains("carries no calibration", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_missing_feature_is_named()
    {
        var data = _folder.Write("short.csv", "label,a,b,z,n1,k\n0,1,2,3,4,5\n");
        var run = await PredictAsync(data);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"pdi: {data} lacks 3 of the model's 8 features: c, n2, m", Assert.Single(run.ErrorLines));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_cell_that_is_no_number_is_named_and_no_file_is_left()
    {
        var data = _folder.Write("bad.csv", "a,b,c,z,n1,n2,k,m\n1,2,3,4,5,6,7,8\n1,2,x3,4,5,6,7,8\n");
        var run = await PdiRun.ExecuteAsync("predict", "--model", Golden("missing/model.txt"), "--data", data, "--out", _folder.File("out.csv"));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"pdi: {data}, line 3, column c, value 'x3': must be a number, nan or empty", Assert.Single(run.ErrorLines));
        Assert.Equal(["bad.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_model_that_cannot_be_scored_is_refused_by_name()
    {
        var run = await PdiRun.ExecuteAsync("predict", "--model", Golden("linear_tree/model.txt"), "--data", Golden("rows.csv"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("linear trees are not supported", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_two_columns_go_by_is_refused_where_the_model_needs_it()
    {
        var needed = _folder.Write("needed.csv", "a,b,c,z,n1,n2,k,m,b\n1,2,3,4,5,6,7,8,9\n");
        var run = await PredictAsync(needed);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"pdi: {needed}: columns 2 ('b') and 9 ('b') both go by the name 'b'", Assert.Single(run.ErrorLines));
        Assert.Equal(0, (await PredictAsync(_folder.Write("other.csv", "a,b,c,z,n1,n2,k,m,x,x\n1,2,3,4,5,6,7,8,9,9\n"))).ExitCode);
    }

    [Fact]
    public async Task A_model_of_300000_features_is_scored()
    {
        // 8,192 rows of them would be more numbers than an array holds.
        const int features = 300_000;
        var names = string.Join(' ', Enumerable.Range(0, features).Select(f => $"f{f}"));
        var infos = string.Join(' ', Enumerable.Repeat("none", features));
        var model = _folder.Write("wide.txt", $"""
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx={features - 1}
            objective=regression
            feature_names={names}
            feature_infos={infos}

            Tree=0
            num_leaves=1
            num_cat=0
            leaf_value=0.25
            shrinkage=1


            end of trees

            """);
        var row = string.Join(',', Enumerable.Repeat("1", features));
        var data = _folder.Write("wide.csv", $"{names.Replace(' ', ',')}\n{row}\n{row}\n");
        var run = await PdiRun.ExecuteAsync("predict", "--model", model, "--data", data);
        Assert.Equal("0.25\n0.25\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Raw_and_contributions_exclude_each_other()
    {
        var run = await PdiRun.ExecuteAsync("predict", "--model", "m", "--data", "d", "--raw", "--contrib");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("pdi: Give one of --raw, --contrib and --calibrated.", run.ErrorLines[0]);
    }

    private static Task<PdiRun> PredictAsync(string data) => PdiRun.ExecuteAsync("predict", "--model", Golden("missing/model.txt"), "--data", data);

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    private static List<double[]> Rows(string path, char separator) =>
        [.. File.ReadLines(path).Select(line => line.Split(separator).Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];

    // As far apart as the most different pair, relative to numbers greater than 1.
    private static double Distance(double[] wanted, double[] got)
    {
        Assert.Equal(wanted.Length, got.Length);
        return wanted.Zip(got).Max(p => Math.Abs(p.First - p.Second) / Math.Max(1, Math.Abs(p.First)));
    }
}
