using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Outreach.Tests.Alerting;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly AlertBook _book = new();

    [Fact]
    public void A_condition_is_one_alert_however_its_figure_moves()
    {
        var opened = Assert.Single(_book.Note([Finding(3)], [], Noon));
        Assert.Empty(_book.Note([Finding(9)], [], Noon.AddMinutes(1)));

        Assert.Equal((Noon, Noon, null), (opened.FirstAt, opened.LastAt, opened.OverAt));
        var open = Assert.Single(_book.Open);
        Assert.Equal((9.0, Noon, Noon.AddMinutes(1)), (open.Latest.Value, open.FirstAt, open.LastAt));
        Assert.Equal(opened.Key, open.Key);
    }

    [Fact]
    public void A_figure_that_flutters_round_its_threshold_is_no_flood()
    {
        var told = Enumerable.Range(0, 240).SelectMany(minute => _book.Note(minute % 9 == 0 ? [Finding(3)] : [], [], Noon.AddMinutes(minute))).ToList();

        Assert.Null(Assert.Single(told).OverAt);
    }

    [Fact]
    public void What_is_not_seen_for_a_while_is_over_and_may_begin_anew()
    {
        var opened = Assert.Single(_book.Note([Finding(3)], [], Noon));
        Assert.Empty(_book.Note([], [], Noon + AlertBook.Quiet - TimeSpan.FromSeconds(1)));
        var over = Assert.Single(_book.Note([], [], Noon + AlertBook.Quiet));
        var again = Assert.Single(_book.Note([Finding(3)], [], Noon.AddHours(1)));

        Assert.Equal((Noon, Noon, Noon + AlertBook.Quiet), (over.FirstAt, over.LastAt, over.OverAt));
        Assert.Equal(3, new[] { opened.Key, over.Key, again.Key }.Distinct().Count());
        Assert.Equal(Noon.AddHours(1), Assert.Single(_book.Open).FirstAt);
    }

    [Fact]
    public void Other_subjects_are_other_alerts()
    {
        Assert.Equal(2, _book.Note([Finding(3), Finding(3, "email")], [], Noon).Count);
        Assert.Equal(2, _book.Open.Count);
    }

    [Fact]
    public void What_could_not_be_looked_at_stays_open()
    {
        _book.Note([Finding(3)], [], Noon);

        Assert.Empty(_book.Note([], [Finding(3).Condition], Noon + AlertBook.Quiet));
        Assert.Single(_book.Open);
        Assert.Single(_book.Note([], [], Noon + AlertBook.Quiet));
    }

    private static AlertFinding Finding(double value, string subject = "sms") => new(AlertCondition.ProviderFailing, subject, value, 3, "It fails.");
}
