using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Effects;

public sealed class EffectExaminationTests
{
    private static readonly ContactPolicy Policy = PolicyBundle.Default.Policy;

    // Newcombe 1998, table II, contrast (a): 56/70 - 48/80, method 10, 95%: 0.0524 to 0.3339; here one customer of each group is spent on the design effect.
    [Fact]
    public void The_interval_is_the_published_one()
    {
        var all = Examine([.. Units.Of(false, 56, 14), .. Units.Of(true, 48, 32)]).All;
        Assert.Equal(0.2, all.Uplift!.Value, 10);
        Assert.Equal(0.0524, all.Low!.Value, 0.0015);
        Assert.Equal(0.3339, all.High!.Value, 0.0015);
        // Beyond chance for one look at one group, not for looking again and again.
        Assert.Equal(EffectVerdict.Unclear, all.Verdict);
        Assert.Equal(EffectVerdict.Helps, Examine([.. Units.Of(false, 560, 140), .. Units.Of(true, 480, 320)]).All.Verdict);
    }

    // Simpson's paradox: contacts do nothing at either level, but those who pay anyway are held out more often.
    [Fact]
    public void Levels_with_other_shares_of_held_out_are_compared_each_with_itself()
    {
        var report = Examine(
        [
            .. Units.Of(false, 2380, 420, "m", Medium), .. Units.Of(true, 1020, 180, "m", Medium),
            .. Units.Of(false, 1520, 2280, "c", Critical), .. Units.Of(true, 80, 120, "c", Critical),
        ]);

        Assert.All(report.ByLevel.Concat(report.ByDriver).Append(report.All), effect => Assert.Equal(0, effect.Uplift!.Value, 10));
        Assert.Equal(EffectVerdict.Unclear, report.All.Verdict);
        Assert.Empty(report.Harmful);
        Assert.InRange(report.All.High!.Value, 0.02, 0.06);
        Assert.Equal((6600, 1400), (report.All.Contacted.Proposals, report.All.HeldOut.Proposals));

        static EffectUnit Medium(EffectUnit unit) => unit with { Level = RiskLevel.Medium, HoldoutShare = 0.3 };
        static EffectUnit Critical(EffectUnit unit) => unit with { Level = RiskLevel.Critical, HoldoutShare = 0.05 };
    }

    [Fact]
    public void So_are_times_with_other_shares_of_held_out_and_what_has_no_holdout_is_left_out()
    {
        var report = Examine(
        [
            .. Units.Of(false, 800, 200, "then"), .. Units.Of(true, 80, 20, "then"),
            .. Units.Of(false, 250, 250, "now", unit => unit with { HoldoutShare = 0.5 }), .. Units.Of(true, 250, 250, "now", unit => unit with { HoldoutShare = 0.5 }),
            .. Units.Of(false, 10, 490, "none", unit => unit with { HoldoutShare = 0, Level = RiskLevel.Critical }),
        ]);

        Assert.Equal(0, report.All.Uplift!.Value, 10);
        Assert.Equal((1500, 600, 1500), (report.All.Contacted.Proposals, report.All.HeldOut.Proposals, report.All.Messages));
        Assert.Equal(EffectVerdict.NotComparable, report.ByLevel.Single(effect => effect.Group == "CRITICAL").Verdict);
    }

    [Fact]
    public void Where_nothing_was_sent_nothing_was_saved()
    {
        var all = Examine([.. Units.Of(false, 90, 10, change: unit => unit with { Sent = [] }), .. Units.Of(true, 80, 20)]).All;

        Assert.NotNull(all.Uplift);
        Assert.Null(all.UpliftOfReachedLow);
        Assert.Null(all.UpliftOfReachedHigh);
        Assert.Null(all.SavedLoss);
        Assert.Null(all.SavedLossLow);
    }

    [Fact]
    public void Proposals_of_one_customer_count_as_one_where_they_are_alike()
    {
        EffectUnit[] once = [.. Units.Of(false, 56, 14), .. Units.Of(true, 48, 32)];
        var (single, repeated) = (Examine(once).All, Examine([.. once, .. once, .. once]).All);
        Assert.Equal(single.Uplift!.Value, repeated.Uplift!.Value, 10);
        Assert.Equal((70, 210), (repeated.Contacted.Customers, repeated.Contacted.Proposals));
        Assert.Equal(single.Low!.Value, repeated.Low!.Value, 2);
        Assert.True(repeated.ProposalsNeeded > 2.9 * single.ProposalsNeeded);
    }

    [Fact]
    public void It_counts_by_assignment_and_says_how_many_were_reached()
    {
        var units = Units.Of(false, 80, 20).Select((unit, i) => i % 2 == 0 ? unit with { Sent = [] } : unit with { Sent = [Units.Sent(ContactChannel.Phone)] }).Concat(Units.Of(true, 70, 30));
        var all = Examine([.. units]).All;
        Assert.Equal(0.1, all.Uplift!.Value, 10);
        Assert.Equal(0.5, all.Reached);
        Assert.Equal(0.2, all.UpliftOfReached!.Value, 10);
        Assert.Equal((2 * all.Low!.Value, 2 * all.High!.Value), (all.UpliftOfReachedLow!.Value, all.UpliftOfReachedHigh!.Value));
        Assert.Equal((50, 300m), (all.Messages, all.Cost));
        // 0.1 of 100 proposals x 0.1 default x 0.45 lost of 5,000.
        Assert.Equal(2250m, Math.Round(all.SavedLoss!.Value, 6));
        Assert.Equal(EffectVerdict.Unclear, all.Verdict);
    }

    [Fact]
    public void All_that_was_sent_to_a_customer_is_paid_for_and_what_never_arrived_reached_nobody()
    {
        SentMessage[] sent = [Units.Sent(ContactChannel.Email), Units.Sent(ContactChannel.Phone)];
        SentMessage[] lost = [Units.Sent(ContactChannel.Sms) with { Result = AttemptResult.Undelivered }];
        var units = Units.Of(false, 80, 20).Select((unit, i) => unit with { Sent = i < 40 ? sent : lost }).Concat(Units.Of(true, 70, 30));

        var all = Examine([.. units]).All;

        Assert.Equal(0.4, all.Reached!.Value, 10);
        Assert.Equal((140, (40 * 6.01m) + (60 * 0.05m)), (all.Messages, all.Cost));
    }

    [Fact]
    public void What_is_in_doubt_counts_as_sent_and_what_is_known_is_told_apart()
    {
        var units = Units.Of(false, 80, 20).Select((unit, i) => unit with { Sent = i < 40 ? unit.Sent : i < 60 ? [InDoubt(AttemptResult.Unconfirmed)] : i < 80 ? [InDoubt(AttemptResult.InDoubt)] : [] });

        var all = Examine([.. units, .. Units.Of(true, 70, 30)]).All;

        Assert.Equal((0.8, 0.4), (all.Reached, all.ReachedForCertain));
        Assert.Equal(0.125, all.UpliftOfReached!.Value, 10);
        Assert.Equal((80, 80 * 0.05m), (all.Messages, all.Cost));

        static SentMessage InDoubt(AttemptResult result) => Units.Sent(ContactChannel.Sms) with { Result = result };
    }

    // Where a higher level holds out fewer, an escalation reaches some of the held out too. At one level three quarters are contacted, at the other half.
    [Fact]
    public void Where_some_of_the_held_out_were_reached_too_the_uplift_is_that_of_those_who_would_not_have_been()
    {
        var all = Examine(
        [
            .. Units.Of(false, 480, 120), .. Units.Of(true, 140, 60).Select(Reached),
            .. Units.Of(false, 160, 40, "m", Medium), .. Units.Of(true, 140, 60, "m", Medium),
        ]).All;

        // By the contacted's mix of levels: 3/4 of a tenth.
        Assert.Equal((1, 0.075), (all.Reached, Math.Round(all.HeldOutReached!.Value, 10)));
        Assert.Equal(0.1, all.Uplift!.Value, 10);
        Assert.Equal(0.1 / 0.925, all.UpliftOfReached!.Value, 10);
        // What the held out cost is not part of what the contacted do.
        Assert.Equal(800, all.Messages);

        static EffectUnit Reached(EffectUnit unit, int i) => i % 10 == 0 ? unit with { Sent = [Units.Sent(ContactChannel.Phone)] } : unit;
        static EffectUnit Medium(EffectUnit unit) => unit with { Level = RiskLevel.Medium, HoldoutShare = 0.5 };
    }

    [Fact]
    public void Where_no_more_of_the_contacted_were_reached_nothing_is_said_of_those_reached()
    {
        var all = Examine([.. Units.Of(false, 80, 20), .. Units.Of(true, 70, 30, change: unit => unit with { Sent = [Units.Sent(ContactChannel.Sms)] })]).All;

        Assert.NotNull(all.Uplift);
        Assert.Null(all.UpliftOfReached);
    }

    [Fact]
    public void An_empty_group_compares_nothing()
    {
        var all = Examine([.. Units.Of(false, 80, 20)]).All;
        Assert.Equal(EffectVerdict.NotComparable, all.Verdict);
        Assert.Null(all.Uplift);
        Assert.Null(all.SavedLoss);
        Assert.Null(all.ProposalsStillNeeded);
        Assert.Null(all.HeldOut.OnTime);
        var none = Examine([]);
        Assert.Equal(EffectVerdict.NotComparable, none.All.Verdict);
        Assert.Empty(none.ByLevel);
    }

    [Fact]
    public void Groups_are_what_proposals_were_meant_for()
    {
        var report = Examine(
        [
            .. Units.Of(false, 9, 1), .. Units.Of(true, 8, 2),
            .. Units.Of(false, 5, 5, "d", unit => unit with { Level = RiskLevel.Critical, Channel = ContactChannel.Phone, TemplateId = "es/gambling/critical/phone", Driver = Driver.Gambling }),
            .. Units.Of(true, 5, 5, "d", unit => unit with { Level = RiskLevel.Critical, Channel = null, TemplateId = null, Driver = Driver.Gambling }),
        ]);
        Assert.Equal(["HIGH", "CRITICAL"], report.ByLevel.Select(effect => effect.Group));
        Assert.Equal(["income_late", "gambling"], report.ByDriver.Select(effect => effect.Group));
        Assert.Equal(["phone", "sms"], report.ByChannel.Select(effect => effect.Group).Order());
        Assert.Equal(["en/income_late/high/sms", "es/gambling/critical/phone"], report.ByTemplate.Select(effect => effect.Group).Order());
        Assert.Equal(0.1, report.ByLevel[0].Uplift!.Value, 10);
        Assert.Equal(EffectVerdict.NotComparable, report.ByChannel.Single(effect => effect.Group == "phone").Verdict);
    }

    [Fact]
    public void Harm_is_reported_once_it_is_clear()
    {
        // Beyond chance for one look, not for looking again and again.
        Assert.Equal(EffectVerdict.Unclear, Examine([.. Units.Of(false, 140, 60), .. Units.Of(true, 160, 40)]).All.Verdict);
        var report = Examine([.. Units.Of(false, 120, 80), .. Units.Of(true, 170, 30)]);
        Assert.Equal(EffectVerdict.Harms, report.All.Verdict);
        Assert.Contains(report.Harmful, effect => effect.Group == "en/income_late/high/sms");
    }

    [Fact]
    public void As_many_are_needed_as_the_formula_says()
    {
        // Half held out, 0.7 against 0.75 at 80% power and 95% confidence: 1,251 in each group (Fleiss, Levin and Paik, without continuity correction).
        var all = Examine([.. Units.Of(false, 7000, 3000), .. Units.Of(true, 7000, 3000)]).All;
        Assert.InRange(all.ProposalsNeeded!.Value, 2480, 2520);
        Assert.Equal(0, all.ProposalsStillNeeded);
        var few = Examine([.. Units.Of(false, 70, 30), .. Units.Of(true, 70, 30)]).All;
        Assert.Equal(few.ProposalsNeeded - 200, few.ProposalsStillNeeded);
    }

    [Fact]
    public void A_holdout_of_another_size_than_asked_for_is_told()
    {
        var even = Assert.Single(Examine([.. Units.Of(false, 800, 100), .. Units.Of(true, 80, 20)]).Balance);
        Assert.Equal((1000, 100, 0.1), (even.Customers, even.HeldOut, Math.Round(even.Expected, 10)));
        Assert.False(even.IsUnbalanced);
        var lacking = Assert.Single(Examine([.. Units.Of(false, 800, 140), .. Units.Of(true, 50, 10)]).Balance);
        Assert.True(lacking.IsUnbalanced);
        Assert.InRange(lacking.PValue!.Value, 0.00001, 0.0001);
        Assert.Equal(0.4, lacking.ProbabilityHeldOut!.Value, 10);
    }

    [Fact]
    public void Each_is_held_against_the_share_of_its_time()
    {
        var balance = Assert.Single(Examine([.. Units.Of(false, 900, 0, "then"), .. Units.Of(true, 100, 0, "then"), .. Units.Of(false, 500, 0, "now", Half), .. Units.Of(true, 500, 0, "now", Half)]).Balance);

        Assert.Equal((2000, 600, 0.3), (balance.Customers, balance.HeldOut, Math.Round(balance.Expected, 10)));
        Assert.Equal(0, balance.Deviations);

        static EffectUnit Half(EffectUnit unit) => unit with { HoldoutShare = 0.5 };
    }

    [Fact]
    public void What_waits_for_its_outcome_counts_for_the_balance_alone()
    {
        var report = Examine([.. Units.Of(false, 80, 20), .. Units.Of(true, 8, 2), .. Units.Of(false, 30, 0, "w", Waiting), .. Units.Of(true, 10, 0, "w", Waiting)]);

        Assert.Equal((100, 10, 40), (report.All.Contacted.Proposals, report.All.HeldOut.Proposals, report.Waiting));
        Assert.Equal((150, 20), (report.Balance[0].Customers, report.Balance[0].HeldOut));

        static EffectUnit Waiting(EffectUnit unit) => unit with { PaidOnTime = null };
    }

    private static EffectReport Examine(IReadOnlyCollection<EffectUnit> units) => EffectExamination.Of(units, Policy);
}
