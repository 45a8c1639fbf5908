using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring.Tests;

public sealed class RankingTests
{
    [Fact]
    public void The_interval_of_the_auc_holds_the_true_one_about_as_often_as_it_says_though_scores_of_one_customer_are_alike()
    {
        // Both normal, 1.8 apart with a variance of 1, most of it of the customer: the AUC is Phi(1.8 / sqrt 2).
        const double truth = 0.898464;
        var random = new Random(21);
        var (held, rounds) = (0, 1000);
        for (var round = 0; round < rounds; round++)
        {
            var rows = new List<MeasuredRow>();
            for (var customer = 0; customer < 300; customer++)
            {
                var (missed, own) = (customer < 45 ? 1 : 0, Normal() * Math.Sqrt(0.8));
                for (var week = 0; week < 4; week++)
                    rows.Add(new MeasuredRow(customer, (1.8 * missed) + own + (Normal() * Math.Sqrt(0.2)), RiskLevel.Low, missed));
            }

            var interval = Ranking.Of([.. rows.OrderByDescending(r => r.Probability)]).AucInterval;
            held += interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }

        Assert.InRange(held / (double)rounds, 0.93, 0.975);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Intervals_are_as_wide_as_those_from_drawing_customers_again(bool isKnown)
    {
        var random = new Random(5);
        var customers = Enumerable.Range(1, 200).Select(customer =>
        {
            var own = Math.Pow(random.NextDouble(), 4);
            return Enumerable.Range(0, random.Next(1, 6)).Select(week =>
            {
                var probability = Math.Clamp(own + (random.NextDouble() / 20), 0, 1);
                return new Judgement(customer, week * 7, probability, RiskLevel.Low, isKnown ? random.NextDouble() < probability : null);
            }).ToList();
        }).ToList();
        var figures = Measure(customers)!;
        var draws = Enumerable.Range(0, 400).Select(_ => Enumerable.Range(1, customers.Count).Select(no => customers[random.Next(customers.Count)].Select(j => j with { CustomerNo = no }).ToList()).ToList()).ToList();

        Same(figures.AucInterval, rows => Measure(rows)!.Auc);
        Same(figures.MeanProbabilityInterval, rows => Measure(rows)!.MeanProbability);
        if (isKnown)
        {
            Same(figures.ExpectedToObservedInterval, rows => Measure(rows)!.ExpectedToObserved);
            Same(Error(customers).AucInterval, rows => Error(rows).Auc);
        }
        else
        {
            Assert.Equal(1, figures.ExpectedToObserved, 12);
        }

        PerformanceFigures? Measure(List<List<Judgement>> rows) => isKnown ? Measurement.Realised(rows.SelectMany(r => r)) : Measurement.Estimated(rows.SelectMany(r => r));

        static EstimateError Error(List<List<Judgement>> rows) => Measurement.ErrorOfEstimate(rows.SelectMany(r => r))!;

        void Same(Interval interval, Func<List<List<Judgement>>, double> figure)
        {
            var values = draws.Select(figure).Order().ToList();
            var width = values[389] - values[10];
            Assert.InRange(interval.High - interval.Low, 0.85 * width, 1.15 * width);
        }
    }

    [Fact]
    public void An_estimate_lies_off_by_chance_where_probabilities_are_true_and_by_more_where_they_are_not()
    {
        var random = new Random(8);
        var customers = Enumerable.Range(1, 3000).Select(customer => (customer, P: Math.Pow(random.NextDouble(), 6))).ToList();

        var calibrated = Measurement.ErrorOfEstimate(Judged(p => p))!;
        var flattened = Measurement.ErrorOfEstimate(Judged(p => Math.Min(1, p + 0.03)))!;
        var known = Judged(p => p);

        Assert.True(calibrated.IsChance, $"{calibrated}");
        Assert.InRange(calibrated.AucInterval.High - calibrated.AucInterval.Low, 0.001, 0.05);
        Assert.True(flattened is { IsChance: false, AucInterval.High: < -0.02 }, $"{flattened}");
        Assert.Equal(Measurement.Estimated(known)!.Auc - Measurement.Realised(known)!.Auc, Measurement.ErrorOfEstimate(known)!.Auc, 12);
        Assert.Null(Measurement.ErrorOfEstimate([new Judgement(1, 7, 0.5, RiskLevel.Low, null)]));

        List<Judgement> Judged(Func<double, double> said) => [.. customers.Select(c => new Judgement(c.customer, 7, said(c.P), RiskLevel.Low, random.NextDouble() < c.P))];
    }

    [Fact]
    public void One_customer_says_nothing_about_others()
    {
        var figures = Measurement.Realised([new Judgement(1, 7, 0.2, RiskLevel.Low, false), new Judgement(1, 14, 0.1, RiskLevel.Low, true)])!;

        Assert.Equal((2, 1, 0), (figures.Predictions, figures.Customers, figures.Auc));
        Assert.True(double.IsNaN(figures.MeanProbabilityInterval.Low) && double.IsNaN(figures.ExpectedToObservedInterval.High));
        Assert.Null(Measurement.Realised([]));
    }
}
