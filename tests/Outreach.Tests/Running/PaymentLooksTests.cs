using PreDelinquency.Domain.Interventions;

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
}
