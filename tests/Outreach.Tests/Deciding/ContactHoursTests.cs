using System.Globalization;
using PreDelinquency.Outreach.Deciding;
using static PreDelinquency.Outreach.Tests.Deciding.Samples;

namespace PreDelinquency.Outreach.Tests.Deciding;

public sealed class ContactHoursTests
{
    [Theory]
    // The hours of an ordinary day: 8:00 belongs to them, 21:00 does not.
    [InlineData("Europe/Madrid", "08:00-21:00", "2026-03-02T07:00:00Z", null)]
    [InlineData("Europe/Madrid", "08:00-21:00", "2026-03-02T06:59:59Z", "2026-03-02T07:00:00Z")]
    [InlineData("Europe/Madrid", "08:00-21:00", "2026-03-02T19:59:59Z", null)]
    [InlineData("Europe/Madrid", "08:00-21:00", "2026-03-02T20:00:00Z", "2026-03-03T07:00:00Z")]
    // Clocks go forward in the night: the morning comes an hour earlier.
    [InlineData("Europe/Madrid", "08:00-21:00", "2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("America/New_York", "08:00-21:00", "2026-03-08T02:00:00Z", "2026-03-08T12:00:00Z")]
    // And back.
    [InlineData("Europe/Madrid", "08:00-21:00", "2026-10-24T19:30:00Z", "2026-10-25T07:00:00Z")]
    // 2:30 is skipped: the next moment there is.
    [InlineData("Europe/Madrid", "02:30-21:00", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // 2:30 comes twice: the later.
    [InlineData("Europe/Madrid", "02:30-21:00", "2026-10-24T22:00:00Z", "2026-10-25T01:30:00Z")]
    // 2:45 of the first time is within the hours, 2:15 of the second is not.
    [InlineData("Europe/Madrid", "02:30-21:00", "2026-10-25T00:45:00Z", null)]
    [InlineData("Europe/Madrid", "02:30-21:00", "2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")]
    // All of the hours are skipped: the next day.
    [InlineData("Europe/Madrid", "02:15-02:45", "2026-03-29T00:30:00Z", "2026-03-30T00:15:00Z")]
    // Half an hour forward on Lord Howe, and a whole day on Samoa.
    [InlineData("Australia/Lord_Howe", "08:00-21:00", "2026-10-03T12:00:00Z", "2026-10-03T21:00:00Z")]
    [InlineData("Pacific/Apia", "08:00-21:00", "2011-12-30T08:00:00Z", "2011-12-30T18:00:00Z")]
    [InlineData("Asia/Kolkata", "08:00-21:00", "2026-03-02T15:30:00Z", "2026-03-03T02:30:00Z")]
    public void A_contact_outside_the_hours_waits_until_they_begin_where_the_customer_is(string zone, string hours, string now, string? until)
    {
        var at = Moment(now);

        var decision = Decide(now: at, facts: Facts with { TimeZone = zone }, policy: Policy with { ContactHours = Outreach.Policies.ContactHours.Parse(hours) }, proposal: Propose(at: at));

        if (until is null)
            Assert.Equal(ContactState.Sending, decision.Contact.State);
        else
            Assert.Equal((ContactState.Waiting, ContactRule.ContactHours, Moment(until)), (decision.Contact.State, decision.Contact.Rule!.Value, decision.Contact.DueAt!.Value));
    }

    [Theory]
    [InlineData("08:00-21:00", "2026-03-02T19:59:59Z", "2026-03-02T20:00:00Z")]
    // 2:30 comes twice: the next of them.
    [InlineData("00:30-02:30", "2026-10-25T00:15:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("00:30-02:30", "2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")]
    // 2:30 is skipped: where clocks go forward.
    [InlineData("00:30-02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    public void The_hours_of_a_day_end_where_the_customer_is(string hours, string now, string end) =>
        Assert.Equal(Moment(end), LocalHours.End(Moment(now), LocalHours.Zone("Europe/Madrid")!, Outreach.Policies.ContactHours.Parse(hours)));

    [Fact]
    public void Who_has_no_zone_has_that_of_the_policy()
    {
        var decision = Decide(facts: Facts with { TimeZone = null }, policy: Policy with { DefaultTimeZone = "Pacific/Auckland" });

        Assert.Equal(("Pacific/Auckland", ContactRule.ContactHours), (decision.Record.TimeZone, decision.Record.Action.Rule!.Value));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
