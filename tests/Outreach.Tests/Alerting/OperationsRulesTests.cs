using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Tests.Effects;

namespace PreDelinquency.Outreach.Tests.Alerting;

public sealed class OperationsRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertLimits Limits = new();

    [Theory]
    [InlineData(2, 60, false, "")]
    [InlineData(3, 0, false, "ProviderFailing")]
    [InlineData(0, 61, false, "OutboxAge")]
    [InlineData(5, 61, false, "ProviderFailing, OutboxAge")]
    [InlineData(5, 61, true, "")]
    [InlineData(0, 1441, true, "OutboxAge")]
    public void A_provider_fails_after_some_tries_and_an_outbox_is_old_after_its_time(int tries, int minutes, bool isCalledByPeople, string expected)
    {
        var outbox = new[] { Entry("c1-i1", 0, 0), Entry("c2-i1", tries, minutes) };

        var found = OperationsRules.OfOutbox(ContactChannel.Sms, outbox, isCalledByPeople, Noon, Limits).ToList();

        Assert.Equal(expected, string.Join(", ", found.Select(finding => finding.Condition)));
        Assert.All(found, finding => Assert.Equal("sms", finding.Subject));
        Assert.All(found, finding => Assert.True(finding.Value >= finding.Threshold));
    }

    [Theory]
    [InlineData(24, "")]
    [InlineData(25, "AnswerWaiting")]
    public void Whoever_answered_waits_for_a_day_and_no_longer(int hours, string expected)
    {
        var found = OperationsRules.OfAnswers([new("c1-i1", Noon.AddHours(-1)), new("c2-i1", Noon.AddHours(-hours))], Noon, Limits).ToList();

        Assert.Equal(expected, string.Join(", ", found.Select(finding => finding.Condition)));
        Assert.All(found, finding => Assert.Equal((25.0, 24.0), (finding.Value, finding.Threshold)));
        Assert.Empty(OperationsRules.OfAnswers([], Noon, Limits));
    }

    [Fact]
    public void Contacts_that_fail_are_told_for_an_hour_and_those_that_stood_before_are_not()
    {
        var history = new FailureHistory();

        Assert.Empty(Look(0, 7));
        var found = Assert.Single(Look(1, 9));
        Assert.Equal((AlertCondition.ContactsFailed, "all", 2, 0), (found.Condition, found.Subject, found.Value, found.Threshold));
        Assert.StartsWith("2 more contacts are failed", found.Message, StringComparison.Ordinal);
        Assert.Contains("9 are in all", found.Message, StringComparison.Ordinal);
        // One of those before is sent again, and another fails.
        Assert.Equal(1, Assert.Single(Look(30, 8)).Value);
        Assert.Equal(2, Assert.Single(Look(31, 9)).Value);
        Assert.Single(Look(90, 9));
        Assert.Empty(Look(91, 9));
        Assert.Empty(Look(92, 3));
        // For two hours nobody could look.
        Assert.Equal(4, Assert.Single(Look(212, 7)).Value);
        Assert.Empty(Look(273, 7));

        IEnumerable<AlertFinding> Look(int minute, int failed) => [.. OperationsRules.OfFailures(failed, history.Note(failed, Noon.AddMinutes(minute)))];
    }

    [Fact]
    public void An_empty_outbox_is_fine() => Assert.Empty(OperationsRules.OfOutbox(ContactChannel.Sms, [], isCalledByPeople: false, Noon, Limits));

    [Fact]
    public void A_queue_that_is_not_caught_up_with_is_found_after_ten_minutes_without_a_break()
    {
        var history = new LagHistory();

        // A burst that is over after eight minutes, and one that is not, though one look finds it so.
        Assert.Empty(Enumerable.Range(0, 9).SelectMany(minute => Look(minute, 200_000)));
        Assert.Empty(Enumerable.Range(9, 2).SelectMany(minute => Look(minute, 90_000)));
        Assert.Empty(Enumerable.Range(11, 5).SelectMany(minute => Look(minute, 200_000)));
        Assert.Empty(Look(16, 90_000));
        Assert.Empty(Enumerable.Range(17, 4).SelectMany(minute => Look(minute, 200_000)));
        var found = Assert.Single(Look(21, 250_000));

        Assert.Equal((AlertCondition.ConsumerLag, "kafka", 10, 10), (found.Condition, found.Subject, found.Value, found.Threshold));
        Assert.Contains("250000 wait in kafka", found.Message, StringComparison.Ordinal);
        // Others have a break of their own.
        Assert.Null(history.Note(new("queue", 0, IsBehind: false), Noon));

        IEnumerable<AlertFinding> Look(int minute, long waiting)
        {
            var queue = new IngestBacklog("kafka", waiting, waiting > Limits.ConsumerLag);
            return [.. OperationsRules.OfQueue(queue, history.Note(queue, Noon.AddMinutes(minute)), Limits)];
        }
    }

    [Fact]
    public void A_queue_of_which_nobody_tells_any_more_is_behind_and_one_of_which_nobody_ever_did_is_not()
    {
        var history = new LagHistory();
        Assert.Empty(Enumerable.Range(0, 20).SelectMany(minute => Look(minute, null)));
        Assert.Empty(Look(20, 0));

        Assert.Empty(Enumerable.Range(21, 10).SelectMany(minute => Look(minute, null)));
        var found = Assert.Single(Look(31, null));

        Assert.Contains("nobody tells how many wait in kafka", found.Message, StringComparison.Ordinal);
        Assert.Empty(Look(32, 0));

        IEnumerable<AlertFinding> Look(int minute, long? waiting) => [.. OperationsRules.OfQueue(new("kafka", waiting, IsBehind: false), history.Note(new("kafka", waiting, IsBehind: false), Noon.AddMinutes(minute)), Limits)];
    }

    [Theory]
    [InlineData(1000, 138, false)]
    [InlineData(1000, 139, true)]
    [InlineData(1000, 62, false)]
    [InlineData(1000, 61, true)]
    [InlineData(199, 199, false)]
    public void A_holdout_that_chance_does_not_explain_is_found(int customers, int heldOut, bool isFound)
    {
        // 10% of 1,000 is 100 with a standard error of 9.49: 4 of them are 38, and half a customer is left for the step.
        var report = EffectExamination.Of([.. Units.Of(false, customers - heldOut, 0, change: Unknown), .. Units.Of(true, heldOut, 0, change: Unknown)], PolicyBundle.Default.Policy);

        var found = OperationsRules.OfHoldout(report).ToList();

        Assert.Equal(isFound, found.Count > 0);
        Assert.All(found, finding => Assert.Equal(("HIGH", 4), (finding.Subject, finding.Threshold)));
        Assert.All(found, finding => Assert.InRange(finding.Value, 4, 4.2));

        // It need not wait for outcomes.
        static EffectUnit Unknown(EffectUnit unit) => unit with { PaidOnTime = null };
    }

    [Fact]
    public void Contacts_that_do_harm_are_found_and_those_that_help_or_say_nothing_are_not()
    {
        var policy = PolicyBundle.Default.Policy;
        var harm = EffectExamination.Of([.. Units.Of(false, 120, 80), .. Units.Of(true, 170, 30)], policy);
        var help = EffectExamination.Of([.. Units.Of(false, 170, 30), .. Units.Of(true, 120, 80)], policy);

        var found = OperationsRules.OfEffect(harm).ToList();

        Assert.Equal(["all", "HIGH", "income_late", "sms", "en/income_late/high/sms"], found.Select(finding => finding.Subject));
        Assert.All(found, finding => Assert.Equal((AlertCondition.HarmfulContacts, -0.25), (finding.Condition, Math.Round(finding.Value, 10))));
        Assert.Contains("0.600 paid on time, and without them 0.850 did", found[0].Message, StringComparison.Ordinal);
        Assert.Empty(OperationsRules.OfEffect(help));
        Assert.Empty(OperationsRules.OfEffect(EffectExamination.Of([], policy)));
    }

    [Theory]
    [InlineData(10_000, 100, 10_000, 190, true)]
    [InlineData(10_000, 100, 10_000, 149, false)]
    [InlineData(1_000, 2, 1_000, 8, false)]
    [InlineData(199, 10, 10_000, 9_000, false)]
    [InlineData(1_000, 0, 1_000, 100, true)]
    [InlineData(1_000, 100, 1_000, 0, false)]
    [InlineData(1_000, 10, 1_100, 60, true)]
    [InlineData(1_000, 10, 1_101, 60, false)]
    public void A_jump_of_the_share_at_high_risk_is_found_where_it_is_large_and_no_chance(long before, long highBefore, long now, long highNow, bool isFound)
    {
        var found = OperationsRules.OfHighRisk(new(Noon, now, highNow), new(Noon.AddDays(-1), before, highBefore), Limits);

        Assert.Equal(isFound, found.Any());
    }

    [Fact]
    public void Nothing_is_compared_before_a_day_has_passed()
    {
        var history = new RiskShareHistory();
        var samples = Enumerable.Range(0, 49).Select(hour => (Hour: hour, DayAgo: history.Note(new RiskSample(Noon.AddHours(hour), 1000, hour)))).ToList();

        Assert.All(samples[..24], sample => Assert.Null(sample.DayAgo));
        Assert.All(samples[24..], sample => Assert.Equal(sample.Hour - 24, sample.DayAgo!.Value.HighRisk));
    }

    [Fact]
    public void While_history_is_loaded_nothing_is_compared()
    {
        var history = new RiskShareHistory();

        // A month of the stream in a minute of the clock.
        var samples = Enumerable.Range(0, 12).Select(month => history.Note(new RiskSample(Noon.AddDays(30 * month), 1000, month))).ToList();

        Assert.All(samples, Assert.Null);
        Assert.Equal(11, history.Note(new RiskSample(Noon.AddDays(331), 1000, 20))!.Value.HighRisk);
    }

    private static OutboxEntry Entry(string contactId, int tries, int minutes) =>
        new() { ContactId = contactId, CustomerId = "c", Channel = ContactChannel.Sms, NextAt = Noon, Tries = tries, Since = Noon.AddMinutes(-minutes) };
}
