namespace PreDelinquency.Trees.Tests.Model;

public sealed class ParityTests
{
    public static TheoryData<string> Models => Golden.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Raw_scores_match_lightgbm_on_every_row(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] expected = Golden.Expected(name, "raw");
        double[][] rows = Golden.Rows();
        Assert.Equal(expected.Length, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Golden.AssertClose(expected[i][0], model.RawScore(rows[i]), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Probabilities_match_lightgbm_on_every_row(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] expected = Golden.Expected(name, "prob");
        double[][] rows = Golden.Rows();
        for (int i = 0; i < rows.Length; i++)
        {
            Golden.AssertClose(expected[i][0], model.Predict(rows[i]), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Contributions_match_lightgbm_and_sum_to_the_raw_score(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] expected = Golden.Expected(name, "contrib");
        double[][] rows = Golden.Rows();
        var contributions = new double[model.FeatureCount + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            model.Explain(rows[i], contributions);
            for (int f = 0; f < contributions.Length; f++)
            {
                Golden.AssertClose(expected[i][f], contributions[f], 1e-9);
            }

            Golden.AssertClose(model.RawScore(rows[i]), contributions.Sum(), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Batches_give_the_bits_of_single_rows(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] rows = Golden.Rows();
        double[] flat = [.. rows.SelectMany(row => row)];
        var raw = new double[rows.Length];
        var predictions = new double[rows.Length];
        var contributions = new double[rows.Length * (model.FeatureCount + 1)];
        model.RawScoreBatch(flat, raw);
        model.PredictBatch(flat, predictions);
        model.ExplainBatch(flat, contributions);
        var single = new double[model.FeatureCount + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(model.RawScore(rows[i]), raw[i]);
            Assert.Equal(model.Predict(rows[i]), predictions[i]);
            model.Explain(rows[i], single);
            Assert.Equal(single, contributions[(i * single.Length)..((i + 1) * single.Length)]);
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
}
