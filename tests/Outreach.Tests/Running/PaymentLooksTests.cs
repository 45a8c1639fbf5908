using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class PaymentLooksTests
{
    [Fact]
    public async Task A_look_that_takes_long_is_made_less_often()
    {
        await using var office = new Office(null, new Provider(ContactChannel.Sms));
        office.Customers.Propose("c1");
        await office.RunAsync();
        Assert.Equal(1, office.Payments.Reads);
        await office.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, office.Payments.Reads);

        // Ten seconds are a twentieth of 200.
        office.Payments.OnRead = () => office.Clock.Advance(TimeSpan.FromSeconds(10));
        await office.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(3, office.Payments.Reads);
        await office.PassAsync(TimeSpan.FromSeconds(189));
        Assert.Equal(3, office.Payments.Reads);
        await office.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(4, office.Payments.Reads);

        office.Payments.OnRead = null;
        await office.PassAsync(TimeSpan.FromSeconds(200));
        await office.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(6, office.Payments.Reads);
    }

    [Fact]
    public async Task What_became_of_payments_is_known_where_a_new_day_has_begun_though_it_has_not_for_whom_it_waited_behind()
    {
        await using var office = new Office(null, new Provider(ContactChannel.Sms));
        var inEurope = office.Customers.Propose("c1");
        office.Customers.Present = Office.Noon.ToOffset(new TimeSpan(5, 30, 0));
        var inIndia = office.Customers.Propose("c2");
        var last = DateOnly.FromDateTime(Office.Noon.Date).AddDays(37);
        office.Payments.Missed.Add(new MissedPayment("c3", Category.Rent, last.AddDays(-MissedPayment.GraceDays - 1), last, new Money(10_000)));
        await office.RunAsync();

        await office.PassAsync(new TimeSpan(37, 7, 30, 0));

        Assert.Equal(ContactOutcome.PaidOnTime, (await office.FindAsync(inIndia)).PaymentOutcome);
        Assert.Null((await office.FindAsync(inEurope)).PaymentOutcome);
    }
}
