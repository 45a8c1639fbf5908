using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

public sealed class FairnessExaminationTests
{
    private readonly WatchedStore _watched = new();

    [Fact]
    public void Groups_are_compared_where_they_are_large_enough()
    {
        var day = WatchedStore.Today.DayNumber - 40 - ((WatchedStore.Today.DayNumber - 40) % Judgements.Spacing);
        var latest = WatchedStore.Today.DayNumber - (WatchedStore.Today.DayNumber % Judgements.Spacing);
        for (var customer = 1; customer <= 420; customer++)
        {
            // 200 of the north, 200 of the south, 20 of the islands; by turns flagged: half of the north, a quarter of the south.
            var region = customer <= 200 ? "north" : customer <= 400 ? "south" : "islands";
            var flagged = customer % (customer <= 200 ? 2 : 4) == 0;
            var score = flagged ? WatchedStore.Shipped.Thresholds.Medium + 0.001 : 0.001;
            _watched.Score(customer, day, score);
            _watched.Score(customer, latest, score);
            _watched.Commit(unit => unit.Profiles.Add(new ProfileEntry(customer, new CustomerProfile { Region = region })));
            if (flagged)
                _watched.Intervene(customer);
            if (customer % 8 < 2)
                _watched.Missed(customer, day + 20);
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
        Assert.Contains(examination.Alerts, a => a is { Kind: AlertKind.Fairness, Subject: "region flagged" });
        Assert.Contains(examination.Alerts, a => a is { Kind: AlertKind.Fairness, Subject: "region contacted" });

        // A quarter missed a payment after the first of two weeks that the score stood, and nobody after the second.
        Assert.Equal(0.125, regions.Groups[1].MissedShare, 10);
        Assert.Contains("A missed payment followed 12.5% of the scores of the one and 12.5% of the other.", examination.Alerts.First(a => a.Subject == "region flagged").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(examination.Alerts, a => a.Subject == "age_band flagged");
    }

    [Fact]
    public void A_few_customers_more_or_less_are_shown_and_raise_no_alert()
    {
        var latest = WatchedStore.Today.DayNumber - (WatchedStore.Today.DayNumber % Judgements.Spacing);
        for (var customer = 1; customer <= 200; customer++)
        {
            // 8 of 100 in the north are flagged and 3 of 100 in the south: a ratio of 0.38 by chance.
            var flagged = customer <= 8 || customer > 197;
            _watched.Score(customer, latest, flagged ? WatchedStore.Shipped.Thresholds.Medium + 0.001 : 0.001);
            _watched.Commit(unit => unit.Profiles.Add(new ProfileEntry(customer, new CustomerProfile { Region = customer <= 100 ? "north" : "south" })));
        }

        var examination = _watched.Examine();

        var regions = examination.Fairness.Attributes.Single(a => a.Attribute == "region");
        Assert.Equal(0.375, regions.ScoreImpactRatio, 10);
        Assert.Equal(0.375, regions.ScoreImpact!.Value, 10);
        Assert.True(regions.ScoreImpact.High > 1);
        Assert.DoesNotContain(examination.Alerts, a => a.Kind == AlertKind.Fairness);
    }
}
