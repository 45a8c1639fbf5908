using System.Globalization;
using System.Text;
using PreDelinquency.Trees.Tests.Scoring;
using PreDelinquency.Trees.Tests.Training;

namespace PreDelinquency.Trees.Tests.Model;

public sealed class ModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Models => Golden.AllModels;

    public static TheoryData<string> ModelsWithLeaves => ["categorical", "multiclass", "multiclassova", "poisson", "l1_sqrt", "l2_sqrt"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void Importance_by_splits_is_what_lightgbm_wrote_after_the_trees(string name)
    {
        string[] lines = Golden.ModelText(name).Split('\n');
        IEnumerable<string> written = lines.SkipWhile(line => line != "feature_importances:").Skip(1).TakeWhile(line => line.Length > 0);
        AssertImportance(written, Golden.Load(name), ImportanceKind.Splits, 0);
    }

    [Fact]
    public void Importance_by_gain_is_lightgbms()
    {
        // It cuts to whole numbers, and the model text has six digits of each gain.
        string[] written = File.ReadAllLines(Path.Combine(Golden.Folder, "categorical", "gain.txt"));
        AssertImportance(written, Golden.Load("categorical"), ImportanceKind.Gain, 1.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => Golden.Load("rf").FeatureImportance((ImportanceKind)2));
    }

    [Theory]
    [MemberData(nameof(ModelsWithLeaves))]
    public void Leaf_indices_are_lightgbms(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] expected = Golden.Expected(name, "leaf");
        Assert.Equal(60, expected.Length);
        foreach ((double[] row, double[] leaves) in Golden.Rows().Zip(expected))
        {
            var actual = new int[model.TreeCount];
            model.LeafIndices(row, actual);
            Assert.Equal(leaves, Array.ConvertAll(actual, leaf => (double)leaf));
        }
    }

    [Fact]
    public void Leaf_indices_of_drawn_trees_lead_to_the_score()
    {
        var random = new Random(31);
        var trees = new Trees.Model.DecisionTree[] { RandomTrees.Tree(random, 5, 40), RandomTrees.Tree(random, 5, 1), RandomTrees.Tree(random, 5, 300, chain: true) };
        TreeModel model = RandomTrees.Model(trees, 5);
        var leaves = new int[3];
        for (int i = 0; i < 2_000; i++)
        {
            double[] row = RandomTrees.Row(random, 5);
            model.LeafIndices(row, leaves);
            Assert.Equal(model.RawScore(row), trees.Select((tree, t) => tree.LeafValue[leaves[t]]).Sum());
        }

        Assert.Throws<ArgumentException>(() => model.LeafIndices(new double[5], new int[2]));
        Assert.Throws<ArgumentException>(() => model.LeafIndices(new double[4], new int[3]));
    }

    [Theory]
    [InlineData("rf")]
    [InlineData("multiclass")]
    public void The_first_iterations_predict_as_lightgbm_limited_to_them(string name)
    {
        TreeModel first = Golden.Load(name).FirstIterations(3);
        Assert.Equal((3, 3 * first.OutputCount), (first.IterationCount, first.TreeCount));
        foreach ((double[] row, double[] expected) in Golden.Rows().Zip(Golden.Expected(name, "first3")))
        {
            var predictions = new double[first.OutputCount];
            first.Predict(row, predictions);
            for (int i = 0; i < expected.Length; i++)
            {
                Golden.AssertClose(expected[i], predictions[i], 1e-12);
            }
        }
    }

    [Fact]
    public void The_first_iterations_are_a_model_of_their_own()
    {
        TreeModel all = Golden.Load("missing").WithCalibration(new PlattCalibration(2, 0));
        TreeModel first = all.FirstIterations(10);
        Assert.Null(first.Calibration);
        string text = Drawn.Text(first);
        TreeModel read = TreeModel.Read(new StringReader(text));
        double[] row = Golden.Rows()[7];
        Assert.Equal(first.RawScore(row), read.RawScore(row));
        Assert.Equal(10, read.TreeCount);
        // Its importances are its own, its parameters those it was trained with.
        string[] importances = [.. text.Split('\n').SkipWhile(line => line != "feature_importances:").Skip(1).TakeWhile(line => line.Length > 0)];
        AssertImportance(importances, first, ImportanceKind.Splits, 0);
        string parameters = Golden.ModelText("missing")[Golden.ModelText("missing").IndexOf("\nparameters:", StringComparison.Ordinal)..];
        Assert.EndsWith(parameters, text, StringComparison.Ordinal);
        Assert.Equal(Golden.ModelText("missing"), Drawn.Text(all.FirstIterations(60)));
        Assert.Throws<ArgumentOutOfRangeException>(() => all.FirstIterations(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => all.FirstIterations(61));
    }

    [Fact]
    public void A_stream_gives_the_model_back_and_stays_open()
    {
        using var stream = new MemoryStream();
        Golden.Load("categorical").Save(stream);
        Assert.Equal(Golden.ModelText("categorical"), Encoding.UTF8.GetString(stream.ToArray()));
        stream.Position = 0;
        TreeModel read = TreeModel.Load(stream, "a stream");
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(Golden.ModelText("categorical"), Drawn.Text(read));
        var error = Assert.Throws<ModelFormatException>(() => TreeModel.Load(new MemoryStream([1, 2]), "a stream"));
        Assert.StartsWith("a stream line 1:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_file_is_replaced_whole_or_not_at_all()
    {
        string path = Path.Combine(_folder.Path, "model.txt");
        Golden.Load("rf").Save(path);
        // Whoever still reads the old file reads it to its end.
        using (var old = new StreamReader(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete }))
        {
            Golden.Load("dart").Save(path);
            Assert.Equal(Golden.ModelText("rf"), old.ReadToEnd());
        }

        Assert.Equal(Golden.ModelText("dart"), File.ReadAllText(path));
        Assert.Equal(["model.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));

        // A folder stands where the file should go: the error leaves nothing behind.
        string taken = Directory.CreateDirectory(Path.Combine(_folder.Path, "taken")).FullName;
        Assert.ThrowsAny<Exception>(() => Golden.Load("rf").Save(taken));
        Assert.Equal(["model.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Errors_name_what_the_caller_gave()
    {
        TreeModel model = Golden.Load("missing");
        Assert.Equal("predictions", Assert.Throws<ArgumentException>(() => model.PredictBatch(new double[16], new double[1])).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => model.RawScoreBatch(new double[16], new double[1])).ParamName);
        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => model.PredictBatch(new double[17], new double[2])).ParamName);
        Assert.Equal("predictions", Assert.Throws<ArgumentException>(() => model.Predict(new double[8], new double[2])).ParamName);
        Assert.Equal("row", Assert.Throws<ArgumentException>(() => model.PredictCalibrated(new double[7])).ParamName);
    }

    private static void AssertImportance(IEnumerable<string> written, TreeModel model, ImportanceKind kind, double tolerance)
    {
        Dictionary<string, double> expected = written.Select(line => line.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.NotEmpty(expected);
        double[] actual = model.FeatureImportance(kind);
        Assert.Equal(model.FeatureCount, actual.Length);
        for (int f = 0; f < actual.Length; f++)
        {
            Assert.Equal(expected.GetValueOrDefault(model.FeatureNames[f]), actual[f], tolerance);
        }
    }
}
