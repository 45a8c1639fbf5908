namespace PreDelinquency.Trees.Tests.Metrics;

public sealed class BinaryMetricsTests
{
    // Eight rows small enough for pencil and paper; 0.6 is tied across labels.
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.6, 0.6, 0.4, 0.3, 0.1];
    private static readonly double[] Labels = [1, 0, 1, 1, 0, 0, 1, 0];

    [Fact]
    public void Auc_counts_the_pairs_in_the_right_order()
    {
        // Positives 0.9, 0.7, 0.6, 0.3 beat 4, 3, 2 (+ half of a tie), 1 of the negatives 0.8, 0.6, 0.4, 0.1: 10.5 of 16.
        Assert.Equal(10.5 / 16, BinaryMetrics.Auc(Scores, Labels), 15);
    }

    [Fact]
    public void Auc_of_scikit_learns_published_example()
    {
        // roc_auc_score's documentation: y_true 0 0 1 1, y_scores 0.1 0.4 0.35 0.8 gives 0.75.
        Assert.Equal(0.75, BinaryMetrics.Auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 15);
    }

    [Fact]
    public void Average_precision_of_scikit_learns_published_example()
    {
        // average_precision_score's documentation, the same rows: 0.83.
        Assert.Equal((0.5 * 1) + (0.5 * 2 / 3), BinaryMetrics.PrAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 15);
    }

    [Fact]
    public void Average_precision_takes_ties_as_one_step()
    {
        // Recall steps of 1/4 at precision 1/1, 2/3, 3/5 (the tie), 4/7.
        Assert.Equal((1 + (2 / 3.0) + (3 / 5.0) + (4 / 7.0)) / 4, BinaryMetrics.PrAuc(Scores, Labels), 15);
    }

    [Fact]
    public void Kolmogorov_smirnov_is_the_widest_gap()
    {
        // Below 0.9: 1/4 - 0; below 0.8: 1/4 - 1/4; below 0.7: 2/4 - 1/4; below 0.6: 3/4 - 2/4; ...: at most 1/4.
        Assert.Equal(0.25, BinaryMetrics.KolmogorovSmirnov(Scores, Labels), 15);
    }

    [Fact]
    public void Brier_and_log_loss_are_means_over_rows()
    {
        Assert.Equal((0.01 + 0.64 + 0.09 + 0.16 + 0.36 + 0.16 + 0.49 + 0.01) / 8, BinaryMetrics.Brier(Scores, Labels), 15);
        double[] right = [0.9, 0.2, 0.7, 0.6, 0.4, 0.6, 0.3, 0.9];
        Assert.Equal(-right.Sum(Math.Log) / 8, BinaryMetrics.LogLoss(Scores, Labels), 14);
    }

    [Fact]
    public void Log_loss_stays_finite_where_a_certain_prediction_was_wrong() =>
        Assert.Equal(-Math.Log(1e-15), BinaryMetrics.LogLoss([0.0], [1.0]), 12);

    [Fact]
    public void A_row_of_weight_two_counts_as_two_rows()
    {
        double[] weights = [2, 1, 1, 3, 1, 1, 1, 2];
        double[] scores = [.. Scores.SelectMany((score, i) => Enumerable.Repeat(score, (int)weights[i]))];
        double[] labels = [.. Labels.SelectMany((label, i) => Enumerable.Repeat(label, (int)weights[i]))];
        Assert.Equal(BinaryMetrics.Auc(scores, labels), BinaryMetrics.Auc(Scores, Labels, weights), 14);
        Assert.Equal(BinaryMetrics.PrAuc(scores, labels), BinaryMetrics.PrAuc(Scores, Labels, weights), 14);
        Assert.Equal(BinaryMetrics.KolmogorovSmirnov(scores, labels), BinaryMetrics.KolmogorovSmirnov(Scores, Labels, weights), 14);
        Assert.Equal(BinaryMetrics.Brier(scores, labels), BinaryMetrics.Brier(Scores, Labels, weights), 14);
        Assert.Equal(BinaryMetrics.LogLoss(scores, labels), BinaryMetrics.LogLoss(Scores, Labels, weights), 14);
    }

    [Fact]
    public void Auc_agrees_with_counting_all_pairs()
    {
        var random = new Random(11);
        for (int round = 0; round < 50; round++)
        {
            double[] scores = [.. Enumerable.Range(0, 60).Select(_ => (double)random.Next(20))];
            double[] labels = [.. Enumerable.Range(0, 60).Select(i => i < 2 ? i : (double)random.Next(2))];
            double wins = 0;
            double pairs = 0;
            foreach (int p in Enumerable.Range(0, 60).Where(i => labels[i] == 1))
            {
                foreach (int n in Enumerable.Range(0, 60).Where(i => labels[i] == 0))
                {
                    wins += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
                    pairs++;
                }
            }

            Assert.Equal(wins / pairs, BinaryMetrics.Auc(scores, labels), 13);
        }
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Auc([1, 2], [1, 1]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Auc([1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Auc([1, double.NaN], [1, 0]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Auc([1], [1, 0]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Brier([], []));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Brier([1.5], [1]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Brier([0.5], [1], [-1]));
        Assert.Throws<ArgumentException>(() => BinaryMetrics.Brier([0.5], [1], [0]));
    }
}
