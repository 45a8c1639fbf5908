using System.Buffers;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Tests.Behaviour;
using PreDelinquency.Domain.Tests.Risk;

namespace PreDelinquency.Domain.Tests;

public sealed class CustomerTests
{
    private static readonly ModelBundle Model = ModelBundleTests.Shipped();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_tick_computed_late_equals_ticks_computed_in_time(int seed)
    {
        var history = RandomHistory.Of(seed, 200);
        var (inTime, late) = (new Customer("c"), new Customer("c"));
        var (effectsInTime, effectsLate) = (new CustomerEffects(), new CustomerEffects());
        var now = history[0].Timestamp;
        foreach (var t in history)
        {
            for (; now < t.Timestamp; now = now.AddHours(1))
                inTime.Tick(now, Model, effectsInTime);
            inTime.Apply(t, Model, effectsInTime);
            late.Apply(t, Model, effectsLate);
        }

        for (var hour = 0; hour <= 24 * 40; hour++)
            inTime.Tick(history[^1].Timestamp.AddHours(hour), Model, effectsInTime);

        // The first day with a tick after a long silence may lie amid a history that is being loaded; the second is believed.
        late.Tick(history[^1].Timestamp.AddHours(24 * 39), Model, effectsLate);
        late.Tick(history[^1].Timestamp.AddHours(24 * 40), Model, effectsLate);

        Assert.Equal(Bytes(inTime), Bytes(late));
        Assert.Equal(effectsInTime.Scores, effectsLate.Scores);
        Assert.Equal(effectsInTime.Interventions.Select(i => (i.InterventionId, i.At)), effectsLate.Interventions.Select(i => (i.InterventionId, i.At)));
        Assert.NotEmpty(effectsLate.Scores);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(45)]
    [InlineData(46)]
    [InlineData(400)]
    public void A_second_tick_on_a_day_changes_nothing(int silentDays)
    {
        var history = RandomHistory.Of(3, 200);
        var customer = new Customer("c");
        var effects = new CustomerEffects();
        foreach (var t in history)
            customer.Apply(t, Model, effects);
        var noon = new DateTimeOffset(history[^1].Timestamp.Date.AddDays(silentDays).AddHours(12), history[^1].Timestamp.Offset);
        customer.Tick(noon, Model, effects);
        var (once, scores) = (Bytes(customer), effects.Scores.Count);

        customer.Tick(noon.AddHours(3), Model, effects);
        customer.Tick(noon, Model, effects);

        Assert.Equal(once, Bytes(customer));
        Assert.Equal(scores, effects.Scores.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ticks_while_a_history_is_loaded_invent_nothing(int seed)
    {
        var history = RandomHistory.Of(seed, 300);
        var (quiet, ticked) = (new Customer("c"), new Customer("c"));
        var (expected, actual) = (new CustomerEffects(), new CustomerEffects());
        foreach (var t in history)
        {
            quiet.Apply(t, Model, expected);
            ticked.Apply(t, Model, actual);

            // Today lies years, or a few weeks, after what has been loaded so far.
            ticked.Tick(t.Timestamp.AddDays(seed % 2 == 0 ? 900 : 20), Model, actual);
        }

        Assert.Equal(expected.Scores, actual.Scores);
        Assert.Equal(expected.Interventions.Select(i => (i.InterventionId, i.At)), actual.Interventions.Select(i => (i.InterventionId, i.At)));
        Assert.NotEmpty(actual.Scores);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stored_customer_goes_on_as_if_never_stored(int seed)
    {
        var history = RandomHistory.Of(seed, 150);
        var (whole, interrupted) = (new Customer("c"), new Customer("c"));
        var (first, second) = (new CustomerEffects(), new CustomerEffects());
        foreach (var t in history)
        {
            whole.Apply(t, Model, first);
            interrupted = Customer.Read("c", Bytes(interrupted));
            interrupted.Apply(t, Model, second);
        }

        Assert.Equal(Bytes(whole), Bytes(interrupted));
        Assert.Equal(first.Scores, second.Scores);
    }

    [Fact]
    public void A_new_customer_is_learning_for_60_days()
    {
        var customer = new Customer("c");
        var effects = new CustomerEffects();
        foreach (var t in RandomHistory.Of(3, 600))
        {
            customer.Apply(t, Model, effects);
            Assert.Equal(customer.HistoryDays < 60 ? Maturity.Learning : Maturity.Established, customer.Score.Maturity);
            if (customer.HistoryDays < 60)
            {
                Assert.True(customer.Score.Level <= RiskLevel.Medium);
                Assert.Empty(effects.Interventions);
            }
        }

        Assert.Equal(Maturity.Established, customer.Score.Maturity);
    }

    [Fact]
    public void Each_level_of_an_episode_leads_to_one_intervention_at_most()
    {
        var seen = 0;
        for (var seed = 1; seed <= 30; seed++)
        {
            var customer = new Customer("c");
            var effects = new CustomerEffects();
            foreach (var t in RandomHistory.Of(seed, 400))
                customer.Apply(t, Model, effects);
            seen += effects.Interventions.Count;
            Assert.Equal(effects.Interventions.Count, effects.Interventions.Select(i => i.InterventionId).Distinct().Count());
            Assert.Equal(customer.InterventionCount, effects.Interventions.Count);
            for (var i = 1; i < effects.Interventions.Count; i++)
            {
                var (a, b) = (effects.Interventions[i - 1], effects.Interventions[i]);
                var coolDown = InterventionPlan.For(b.Level)!.CoolDownDays;
                Assert.True(b.Level > a.Level || (b.At - a.At).TotalDays >= coolDown - 1, $"seed {seed}: {a.Level} at {a.At}, then {b.Level} at {b.At}");
            }
        }

        Assert.True(seen > 0);
    }

    [Fact]
    public void Interventions_of_an_episode_carry_the_day_on_which_it_opened_and_the_customer_tells_it_until_it_closes()
    {
        var (seen, closed, together) = (0, 0, 0);
        for (var seed = 1; seed <= 30; seed++)
        {
            var (customer, effects) = (new Customer("c"), new CustomerEffects());
            DateOnly? before = null;
            foreach (var t in RandomHistory.Of(seed, 400))
            {
                var known = effects.Interventions.Count;
                customer.Apply(t, Model, effects);
                Assert.True(customer.Score.Level == RiskLevel.Low || customer.EpisodeOpenedOn is not null);
                closed += before is not null && customer.EpisodeOpenedOn is null ? 1 : 0;
                before = customer.EpisodeOpenedOn;
                // The latest was proposed in the episode that is open now, unless that opened later: days without a transaction are judged too.
                if (effects.Interventions.Count > known && customer.EpisodeOpenedOn is { } open && open <= DateOnly.FromDateTime(effects.Interventions[^1].At.DateTime))
                {
                    Assert.Equal(open, effects.Interventions[^1].EpisodeOpenedOn);
                    together++;
                }
            }

            Assert.All(effects.Interventions, i => Assert.True(i.EpisodeOpenedOn <= DateOnly.FromDateTime(i.At.DateTime), $"{i.InterventionId}: {i.EpisodeOpenedOn}, {i.At}"));
            Assert.All(effects.Interventions.GroupBy(i => (i.EpisodeOpenedOn, i.Level)), level => Assert.Single(level));
            seen += effects.Interventions.Count;
        }

        Assert.True(seen > 0 && closed > 0 && together > seen / 2);
    }

    [Fact]
    public void A_level_that_falls_is_explained_by_what_lowers_it_and_one_that_rises_by_what_raises_it()
    {
        var effects = new CustomerEffects();
        for (var seed = 1; seed <= 10; seed++)
        {
            var customer = new Customer("c");
            foreach (var t in RandomHistory.Of(seed, 400))
                customer.Apply(t, Model, effects);
        }

        Assert.Contains(effects.RiskChanges, change => change.To < change.From && change.Reasons.Count > 0);
        Assert.Contains(effects.RiskChanges, change => change.To > change.From && change.Reasons.Count > 0);
        Assert.All(effects.RiskChanges, change => Assert.All(change.Reasons, reason => Assert.Equal(change.To > change.From, reason.Contribution > 0)));
    }

    [Fact]
    public void A_customer_without_events_is_not_judged_for_ever()
    {
        var customer = new Customer("c");
        var effects = new CustomerEffects();
        var history = RandomHistory.Of(4, 300);
        foreach (var t in history)
            customer.Apply(t, Model, effects);
        effects.Clear();

        customer.Tick(history[^1].Timestamp.AddYears(30), Model, effects);

        Assert.All(effects.Scores, s => Assert.True(s.Point.At <= history[^1].Timestamp.AddDays(46)));
        Assert.True(effects.Scores.Count <= Customer.DormantAfterDays);
    }

    [Fact]
    public void The_explanation_sums_to_the_score()
    {
        var customer = new Customer("c");
        var effects = new CustomerEffects();
        foreach (var t in RandomHistory.Of(9, 500))
            customer.Apply(t, Model, effects);
        var assessment = customer.Assess(customer.LatestEvent!.Value, new ServedModels(Model));

        Assert.Equal(assessment.Score.RawScore, assessment.BaseValue + assessment.Reasons.Sum(r => r.Contribution), 1e-9);
        Assert.All(assessment.Reasons, r => Assert.NotEmpty(r.Text));
    }

    [Fact]
    public void An_intervention_names_nobody()
    {
        var messages = new List<string>();
        for (var seed = 1; seed <= 10; seed++)
        {
            var customer = new Customer("c") { Profile = new CustomerProfile { Name = "Asha Rao" } };
            var effects = new CustomerEffects();
            foreach (var t in RandomHistory.Of(seed, 400))
                customer.Apply(t, Model, effects);
            messages.AddRange(effects.Interventions.Select(i => i.Message));
        }

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.DoesNotContain("Asha", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("ffffffff")]
    public void A_damaged_state_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => Customer.Read("c", hex.Length % 2 == 1 ? [1] : Convert.FromHexString(hex)));

    [Fact]
    public void Any_cut_or_lengthened_state_is_refused()
    {
        var customer = new Customer("c");
        customer.Apply(RandomHistory.Of(1)[0], Model, new CustomerEffects());
        var bytes = Bytes(customer);
        for (var length = 0; length < bytes.Length; length += 7)
            Assert.Throws<InvalidDataException>(() => Customer.Read("c", bytes.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => Customer.Read("c", [.. bytes, 0]));
    }

    private static byte[] Bytes(Customer customer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        customer.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
