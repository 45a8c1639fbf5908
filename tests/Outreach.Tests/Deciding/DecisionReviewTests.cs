using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using static PreDelinquency.Outreach.Tests.Deciding.Samples;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>A record explains its decision, and one that was tampered with does not.</summary>
public sealed class DecisionReviewTests
{
    private static readonly DecisionRecord Record = Decide(level: RiskLevel.Critical, facts: Facts with { Consents = new Consents { Sms = true } }, now: Noon.AddHours(12)).Record;

    [Fact]
    public void The_decision_follows_from_the_record()
    {
        Assert.Equal(DecisionKind.AwaitApproval, Record.Action.Kind);
        Assert.Equal(Record.Action, DecisionReview.Redecide(Record));
        Assert.True(DecisionReview.Holds(Record));
    }

    [Fact]
    public void Another_action_does_not_hold() =>
        Assert.False(DecisionReview.Holds(Record with { Action = new(DecisionKind.Send, ContactChannel.Sms, null, null) }));

    [Fact]
    public void Another_verdict_does_not_hold() =>
        Assert.False(DecisionReview.Holds(Record with { Answers = [.. Record.Answers.Select(a => a.Rule == ContactRule.Consent ? a with { Verdict = RuleVerdict.Pass } : a)] }));

    [Fact]
    public void Another_value_leads_to_another_decision()
    {
        var changed = Record with { Answers = [.. Record.Answers.Select(a => a.Rule == ContactRule.Suppression ? a with { Value = "bereaved" } : a)] };

        Assert.Equal(new DecisionAction(DecisionKind.Block, null, ContactRule.Suppression, null), DecisionReview.Redecide(changed));
    }

    [Fact]
    public void A_record_that_lacks_an_answer_is_refused() =>
        Assert.Throws<FormatException>(() => DecisionReview.Redecide(Record with { Answers = [.. Record.Answers.Skip(1)] }));

    [Theory]
    [InlineData(ContactRule.Holdout, "much")]
    [InlineData(ContactRule.Expiry, "tomorrow")]
    [InlineData(ContactRule.Level, "severe")]
    public void A_record_with_what_no_decision_writes_is_refused(ContactRule rule, string value) =>
        Assert.Throws<FormatException>(() => DecisionReview.Redecide(Record with { Answers = [.. Record.Answers.Select(a => a.Rule == rule ? a with { Value = value } : a)] }));
}
