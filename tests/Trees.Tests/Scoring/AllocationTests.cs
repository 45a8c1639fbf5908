namespace PreDelinquency.Trees.Tests.Scoring;

public sealed class AllocationTests
{
    public static TheoryData<string> Models => Golden.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Scoring_predicting_and_explaining_a_row_allocate_nothing(string name)
    {
        TreeModel model = Golden.Load(name);
        double[][] rows = Golden.Rows();
        var contributions = new double[model.FeatureCount + 1];
        var leaves = new int[model.TreeCount];
        double sum = Use(model, rows, contributions, leaves);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Use(model, rows, contributions, leaves);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(double.IsNaN(sum));
    }

    [Fact]
    public void Scoring_a_batch_allocates_nothing_after_the_first()
    {
        TreeModel model = Golden.Load("missing");
        double[] rows = [.. Golden.Rows().SelectMany(row => row)];
        var scores = new double[rows.Length / model.FeatureCount];
        model.RawScoreBatch(rows, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.RawScoreBatch(rows, scores);
        model.PredictBatch(rows, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Use(TreeModel model, double[][] rows, double[] contributions, int[] leaves)
    {
        double sum = 0;
        foreach (double[] row in rows)
        {
            sum += model.RawScore(row) + model.Predict(row) + model.PredictCalibrated(row);
            model.Explain(row, contributions);
            model.LeafIndices(row, leaves);
            sum += contributions[^1] + leaves[^1];
        }

        return sum;
    }
}
