using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>What the host of a customer is told beside transactions.</summary>
public sealed class CustomerRecordTests : HostedLife
{
    [Fact]
    public async Task A_profile_makes_a_customer_known_and_no_intervention_holds_the_name()
    {
        var host = Cluster.NewHost(Id);

        await host.PutProfileAsync(new CustomerProfile { Name = "Ada" }, Stop);

        Assert.Equal((1, null), (Store.Stored(Id).Version, Store.Stored(Id).State));
        Assert.Equal("Ada", (await Cluster.NewHost(Id).ViewAsync(Stop))!.Profile!.Name);
        await Cluster.NewHost(Id).IngestAsync(Life, Stop);
        Assert.DoesNotContain("Ada", Store.Stored(Id).Interventions[0].Intervention.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_breaks_a_rule_is_refused_with_field_and_rule()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Cluster.NewHost(Id).PutProfileAsync(new CustomerProfile { Phone = "1" }, Stop).AsTask());

        Assert.Contains("phone must be an E.164 number", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Cluster.NewHost(Id).ViewAsync(Stop));
    }

    [Fact]
    public void An_id_that_breaks_the_rule_hosts_nobody() => Assert.Throws<ArgumentException>(() => Cluster.NewHost("no spaces"));

    [Fact]
    public async Task Missed_payments_are_kept_once_and_only_of_known_customers()
    {
        var missed = new MissedPayment(Id, Category.Rent, new DateOnly(2025, 2, 1), new DateOnly(2025, 2, 5), Money.FromDecimal(500));
        Assert.False(await Cluster.NewHost(Id).NoteMissedPaymentsAsync([missed], Stop));
        await Cluster.NewHost(Id).IngestAsync(Life, Stop);
        var state = Store.Stored(Id).State;

        Assert.True(await Cluster.NewHost(Id).NoteMissedPaymentsAsync([missed, missed], Stop));
        Assert.True(await Cluster.NewHost(Id).NoteMissedPaymentsAsync([missed], Stop));

        Assert.Equal([missed], Store.ReadMissedPayments(new DateOnly(2025, 1, 1)).Select(m => m.Payment));
        Assert.Equal(state, Store.Stored(Id).State);
    }
}
