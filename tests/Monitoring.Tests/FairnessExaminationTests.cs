using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

public sealed class FairnessExaminationTests
{
    private static readonly int Known = GridDay(WatchedStore.Today.DayNumber - 40);
    private static readonly int Latest = GridDay(WatchedStore.Today.DayNumber);

    private readonly WatchedStore _watched = new();

    [Fact]
    public void Groups_are_compared_where_they_are_large_enough()
    {
        for (var customer = 1; customer <= 420; customer++)
        {
            // 200 of the north, 200 of the south, 20 of the islands; by turns flagged: half of the north, a quarter of the south.
            var region = customer <= 200 ? "north" : customer <= 400 ? "south" : "islands";
            var flagged = customer % (customer <= 200 ? 2 : 4) == 0;
            Live(customer, region, flagged, isContacted: flagged);
            if (customer % 8 < 2)
                _watched.Missed(customer, Known + 20);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var examination = _watched.Examine();

        var regions = examination.Fairness.Attributes.Single(a => a.Attribute == "region");
        Assert.Equal(["islands", "north", "south"], regions.Groups.Select(g => g.Group));
        Assert.Equal([false, true, true], regions.Groups.Select(g => g.IsCompared));
        Assert.Equal([0.5, 0.25], regions.Groups.Skip(1).Select(g => g.FlaggedShare));
        Assert.Equal(0.5, regions.ScoreImpactRatio, 10);
        Assert.Equal(0.5, regions.InterventionImpactRatio, 10);
        Assert.Equal(0, regions.OpportunityDifference, 1);
        Assert.Equal(("south", "north", 200, 200), (regions.ScoreImpact!.Group, regions.ScoreImpact.Beside, regions.ScoreImpact.Count, regions.ScoreImpact.CountBeside));
        Assert.InRange(regions.ScoreImpact.Low, 0.3, 0.45);
        Assert.InRange(regions.ScoreImpact.High, 0.6, 0.7);
        Assert.True(regions.Opportunity!.Low < 0 && regions.Opportunity.High > 0);
        Assert.Equal((50, 50), (regions.Opportunity.Count, regions.Opportunity.CountBeside));

        // A quarter missed a payment after the first of two weeks that the score stood, and nobody after the second.
        Assert.Equal(0.125, regions.Groups[1].MissedShare, 10);
    }

    [Fact]
    public void A_group_that_needs_less_help_and_gets_less_raises_no_alert()
    {
        // Of 1,000 each: 300 of the young miss a payment and 60 of the old; nine of ten of them are found and contacted in either.
        for (var customer = 1; customer <= 2000; customer++)
        {
            var (isOld, misses) = (customer > 1000, customer % 1000 < (customer > 1000 ? 60 : 300));
            Live(customer, isOld ? "old" : "young", isFlagged: misses && customer % 10 > 0, isContacted: misses && customer % 10 > 0);
            if (misses)
                _watched.Missed(customer, Known + 20);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var examination = _watched.Examine();

        var regions = examination.Fairness.Attributes.Single(a => a.Attribute == "region");
        Assert.Equal((0.2, 0.2), (Math.Round(regions.ScoreImpactRatio, 2), Math.Round(regions.InterventionImpactRatio, 2)));
        Assert.True(regions.InterventionImpact!.High < 0.3);
        Assert.Equal((true, 60, true), (regions.Groups[0].IsFoundCompared, regions.Groups[0].InNeed, regions.Groups[0].IsHelpCompared));
        Assert.Equal(0.9, regions.Groups[0].HelpedShare, 10);
        Assert.Equal(1, regions.HelpRatio, 10);
        Assert.DoesNotContain(examination.Alerts, a => a.Kind == AlertKind.Fairness);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_whose_missed_payments_are_not_found_or_not_helped_raises_an_alert(bool isHelped)
    {
        // 120 of each region miss a payment: in the north most are found and contacted, in the south few, or found and left alone.
        for (var customer = 1; customer <= 240; customer++)
        {
            var few = customer % 10 < 2;
            var isNorth = customer <= 120;
            Live(customer, isNorth ? "north" : "south", isFlagged: !isHelped || isNorth ? !few : few, isContacted: isNorth || isHelped ? !few : few);
            _watched.Missed(customer, Known + 20);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var alert = Assert.Single(_watched.Examine().Alerts, a => a.Kind == AlertKind.Fairness);

        Assert.Equal(isHelped ? "region found" : "region helped", alert.Subject);
        Assert.Equal(isHelped ? 0.6 : 0.25, alert.Value, 10);
        Assert.Contains("south (120 customers)", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_scores_of_few_customers_are_no_reason_for_an_alert()
    {
        // 15 customers of the south whose eight scores each are never found, beside 60 of the north who always are.
        for (var customer = 1; customer <= 75; customer++)
        {
            var isNorth = customer <= 60;
            for (var week = 8; week > 0; week--)
                _watched.Score(customer, Known - (7 * week), isNorth ? WatchedStore.Shipped.Thresholds.Medium + 0.001 : 0.001);
            Live(customer, isNorth ? "north" : "south", isNorth, isContacted: isNorth);
            for (var week = 0; week < 8; week++)
                _watched.Missed(customer, Known - (7 * week) + 20);
        }

        _watched.Missed(1, WatchedStore.Today.DayNumber - 3);
        var examination = _watched.Examine();

        var south = examination.Fairness.Attributes.Single(a => a.Attribute == "region").Groups[1];
        Assert.True(south is { Group: "south", MissedCustomers: 15, IsFoundCompared: false, InNeed: 15, IsHelpCompared: false, FoundShare: 0 });
        Assert.True(south.Missed >= 100);
        Assert.DoesNotContain(examination.Alerts, a => a.Kind == AlertKind.Fairness);
    }

    [Fact]
    public void Whoever_looks_every_day_is_deceived_no_more_often_than_the_confidence_says()
    {
        // Two groups that are found alike, looked at on every day of a window of 26 weeks that moves on; one of each is added a day.
        var options = new MonitoringOptions();
        var days = options.Weeks * Judgements.Spacing;
        var (random, runs, deceived, deceivedWithoutCorrection) = (new Random(11), 400, 0, 0);
        for (var run = 0; run < runs; run++)
        {
            var found = Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 2 * days).Select(_ => random.NextDouble() < 0.7 ? 1 : 0).ToArray()).ToArray();
            deceived += IsDeceived(options.FairnessConfidenceOfADay(figures: 1)) ? 1 : 0;
            deceivedWithoutCorrection += IsDeceived(options.FairnessConfidence) ? 1 : 0;

            bool IsDeceived(double confidence) => Enumerable.Range(0, days).Any(day =>
                GroupShare.ClearestDifference([.. found.Select((own, i) => new GroupShare($"{i}", new Share(own.Skip(day).Take(days).Sum(), days), days))], confidence)!.Low > 0);
        }

        Assert.InRange(deceived / (double)runs, 0, 1 - options.FairnessConfidence);
        Assert.InRange(deceivedWithoutCorrection / (double)runs, 3 * (1 - options.FairnessConfidence), 1);
    }

    private static int GridDay(int day) => day - (day % Judgements.Spacing);

    /// <summary>A customer of a region whose score is the same on two days, of the first of which it is known what came.</summary>
    private void Live(int customer, string region, bool isFlagged, bool isContacted)
    {
        var score = isFlagged ? WatchedStore.Shipped.Thresholds.Medium + 0.001 : 0.001;
        _watched.Score(customer, Known, score);
        _watched.Score(customer, Latest, score);
        _watched.Commit(unit => unit.Profiles.Add(new ProfileEntry(customer, new CustomerProfile { Region = region })));
        if (isContacted)
            _watched.Intervene(customer);
    }
}
