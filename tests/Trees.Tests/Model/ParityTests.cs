namespace PreDelinquency.Trees.Tests.Model;

public sealed class ParityTests
{
    public static TheoryData<string> Models => Golden.AllModels;

    [Theory]
    [MemberData(nameof(Models))]
    public void Raw_scores_match_lightgbm_on_every_row(string name)
    {
        TreeModel model = Golden.Load(name);
        Match(name, "raw", model.OutputCount, 1e-12, (row, scores) => model.RawScore(row, scores));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Predictions_match_lightgbm_on_every_row(string name)
    {
        TreeModel model = Golden.Load(name);
        Match(name, "prob", model.OutputCount, 1e-12, (row, predictions) => model.Predict(row, predictions));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Contributions_match_lightgbm_and_sum_to_the_raw_score(string name)
    {
        TreeModel model = Golden.Load(name);
        int width = model.FeatureCount + 1;
        var scores = new double[model.OutputCount];
        Match(name, "contrib", model.OutputCount * width, 1e-9, (row, contributions) =>
        {
            model.Explain(row, contributions);
            model.RawScore(row, scores);
            for (int output = 0; output < scores.Length; output++)
            {
                Golden.AssertClose(scores[output], contributions[(output * width)..((output + 1) * width)].Sum(), 1e-12);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Batches_give_the_bits_of_single_rows(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] rows = Golden.Rows();
        double[] flat = [.. rows.SelectMany(row => row)];
        var raw = new double[rows.Length * model.OutputCount];
        var predictions = new double[raw.Length];
        var contributions = new double[raw.Length * (model.FeatureCount + 1)];
        model.RawScoreBatch(flat, raw);
        model.PredictBatch(flat, predictions);
        model.ExplainBatch(flat, contributions);
        var one = new double[model.OutputCount];
        var explained = new double[one.Length * (model.FeatureCount + 1)];
        for (int i = 0; i < rows.Length; i++)
        {
            model.RawScore(rows[i], one);
            Assert.Equal(one, raw[(i * one.Length)..((i + 1) * one.Length)]);
            model.Predict(rows[i], one);
            Assert.Equal(one, predictions[(i * one.Length)..((i + 1) * one.Length)]);
            model.Explain(rows[i], explained);
            Assert.Equal(explained, contributions[(i * explained.Length)..((i + 1) * explained.Length)]);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_written_again_is_the_same_file(string name)
    {
        using var written = new StringWriter();
        Golden.Load(name).Write(written);
        Assert.Equal(Golden.ModelText(name), written.ToString());
    }

    private static void Match(string name, string output, int width, double tolerance, Action<double[], double[]> ask)
    {
        double[][] expected = Golden.Expected(name, output);
        Assert.InRange(expected.Length, 60, 300);
        foreach ((double[] row, double[] wanted) in Golden.Rows().Zip(expected))
        {
            var actual = new double[width];
            ask(row, actual);
            Assert.Equal(wanted.Length, width);
            for (int i = 0; i < width; i++)
            {
                Golden.AssertClose(wanted[i], actual[i], tolerance);
            }
        }
    }
}
