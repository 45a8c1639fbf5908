using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Tests;

public sealed class DriftExaminationTests
{
    private readonly WatchedStore _watched = new();

    [Fact]
    public void A_population_like_that_of_training_raises_no_alert_and_a_shifted_one_does()
    {
        for (var day = 0; day < _watched.Options.SettledDays; day++)
            _watched.Observe(WatchedStore.Today.AddDays(-day), shift: 0, _watched.Options.LeastCustomers);
        Assert.DoesNotContain(_watched.Examine().Alerts, a => a.Kind == AlertKind.Drift);

        var all = _watched.Options.SettledDays * _watched.Options.LeastCustomers;
        _watched.Observe(WatchedStore.Today.AddDays(1 - _watched.Options.SettledDays), shift: 0.6, all);
        var examination = _watched.Examine();

        Assert.Equal((all + 200, 2 * all, 91, 30), (examination.Drift.Customers, examination.Drift.Observations, examination.Drift.DaysObserved, examination.Drift.Days.Count));
        Assert.Equal(FeatureCatalogue.Count, examination.Drift.Features.Count);
        Assert.All(examination.Drift.Features, f => Assert.InRange(f.Stability, 0.1, 2));
        Assert.True(examination.Drift.Features[0].Stability >= examination.Drift.Features[^1].Stability);
        Assert.InRange(examination.Drift.Score!.Stability, 0, 0.05);
        Assert.Equal(examination.Drift.Features.Where(f => f.Stability >= 0.25 && !f.IsHabit).Select(f => f.Name), examination.Alerts.Where(a => a.Kind == AlertKind.Drift).Select(a => a.Subject));
        Assert.NotEmpty(examination.Alerts);
    }

    [Fact]
    public void Customers_who_live_in_tomorrow_already_add_no_day()
    {
        for (var day = -1; day < _watched.Options.DriftDays; day++)
            _watched.Observe(WatchedStore.Today.AddDays(-day), shift: 0, 10);

        var drift = _watched.Examine().Drift;

        Assert.Equal((_watched.Options.DriftDays, WatchedStore.Today.AddDays(1 - _watched.Options.DriftDays), WatchedStore.Today), (drift.DaysObserved, drift.From, drift.Through));
    }

    [Fact]
    public void The_days_of_few_customers_are_not_taken_for_many_customers()
    {
        // Customers who are the same every day: of 17 the index comes to 10/17 by chance alone, of 200 to 10/200.
        for (var day = 0; day < _watched.Options.DriftDays; day++)
            _watched.Observe(WatchedStore.Today.AddDays(-day), shift: 0, 17, seed: 1);
        var few = _watched.Examine();
        Assert.Contains(few.Drift.Features, f => f is { IsHabit: false, Stability: >= 0.25 });
        Assert.DoesNotContain(few.Alerts, a => a.Kind == AlertKind.Drift);

        for (var day = 0; day < _watched.Options.DriftDays; day++)
            _watched.Observe(WatchedStore.Today.AddDays(-day), shift: 0, _watched.Options.LeastCustomers - 17, seed: 2);
        var enough = _watched.Examine();
        Assert.Equal(_watched.Options.LeastCustomers, enough.Drift.Customers);
        Assert.All(enough.Drift.Features, f => Assert.InRange(f.Stability, 0.005, 0.2));
    }

    [Fact]
    public void Habits_are_shown_and_raise_no_alert_as_their_spread_depends_on_the_length_of_histories()
    {
        Assert.Equal(
            ["bill_overdue_days", "days_since_savings_drawn", "failed_payments_usual", "known_savings", "late_by_hand", "late_payment_share", "late_payments_usual", "money_within_reach", "usual_cushion"],
            FeatureCatalogue.All.Where(f => f.IsHabit).Select(f => f.Name).Order(StringComparer.Ordinal));
        for (var day = 0; day < _watched.Options.SettledDays; day++)
            _watched.Observe(WatchedStore.Today.AddDays(-day), shift: 1, _watched.Options.LeastCustomers);

        var examination = _watched.Examine();

        Assert.All(examination.Drift.Features, f => Assert.True(f.Stability > 0.25));
        Assert.Equal(FeatureCatalogue.All.Where(f => !f.IsHabit).Select(f => f.Name).Order(), examination.Alerts.Where(a => a.Kind == AlertKind.Drift).Select(a => a.Subject).Order());
    }

    [Fact]
    public void Before_a_quarter_only_what_no_calendar_does_raises_an_alert_and_in_the_first_days_nothing()
    {
        for (var day = 0; day < _watched.Options.LeastDays - 1; day++)
            _watched.Observe(WatchedStore.Today.AddDays(-day), shift: 1.5, 200);
        Assert.All(_watched.Examine().Drift.Features, f => Assert.True(f.Stability > 1, $"{f.Name} {f.Stability}"));
        Assert.DoesNotContain(_watched.Examine().Alerts, a => a.Kind == AlertKind.Drift);

        _watched.Observe(WatchedStore.Today.AddDays(1 - _watched.Options.LeastDays), shift: 1.5, 200);
        Assert.Equal(FeatureCatalogue.All.Count(f => !f.IsHabit), _watched.Examine().Alerts.Count(a => a is { Kind: AlertKind.Drift, Threshold: 1 }));

        // Diluted to what a month can do by itself.
        _watched.Observe(WatchedStore.Today.AddDays(-_watched.Options.LeastDays), shift: 0, 4000);
        Assert.All(_watched.Examine().Drift.Features, f => Assert.InRange(f.Stability, 0.25, 1));
        Assert.DoesNotContain(_watched.Examine().Alerts, a => a.Kind == AlertKind.Drift);
    }

    [Theory]
    [InlineData(329, 1)]
    [InlineData(330, 0.25)]
    [InlineData(null, 0.25)]
    public void Against_rows_that_have_not_seen_every_season_only_what_no_calendar_does_raises_an_alert(int? days, double threshold)
    {
        foreach (var (shift, rows) in new[] { (0.6, 100), (1.5, 150) })
        {
            for (var day = 0; day < _watched.Options.SettledDays; day++)
                _watched.Observe(WatchedStore.Today.AddDays(-day), shift, rows);
        }

        var champion = WatchedStore.Champion.With(References.Normal(seed: 1, days));
        var examination = Examination.Of(_watched.Store, champion, WatchedStore.Now, _watched.Options, TestContext.Current.CancellationToken);

        Assert.Equal(days, examination.Drift.ReferenceDays);
        Assert.Equal(
            examination.Drift.Features.Where(f => f.Stability >= threshold && !f.IsHabit).Select(f => (f.Name, threshold)),
            examination.Alerts.Where(a => a.Kind == AlertKind.Drift).Select(a => (a.Subject, a.Threshold)));
        Assert.Contains(examination.Drift.Features, f => !f.IsHabit && f.Stability >= 1);
    }

    [Fact]
    public void What_another_model_observed_or_happened_long_ago_does_not_count()
    {
        _watched.Observe(WatchedStore.Today.AddDays(-_watched.Options.DriftDays), shift: 0, 10);
        _watched.Commit(unit => unit.ObservedDays.Add(new ObservedDay(WatchedStore.Today, "another", new PopulationCounts(5))));

        var drift = _watched.Examine().Drift;

        Assert.Null(drift.Score);
        Assert.Contains("No customer with a history of 365 days or more was judged", drift.Reason, StringComparison.Ordinal);
        Assert.Contains("reference.json", Examination.Of(_watched.Store, WatchedStore.Champion.With(null), WatchedStore.Now, _watched.Options).Drift.Reason, StringComparison.Ordinal);
    }
}
