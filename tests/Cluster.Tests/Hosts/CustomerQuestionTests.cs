using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>Questions to the host of a customer.</summary>
public sealed class CustomerQuestionTests : HostedLife
{
    [Fact]
    public async Task Questions_about_somebody_unknown_have_no_answer()
    {
        var host = Cluster.NewHost("nobody");

        Assert.Null(await host.AssessAsync(Stop));
        Assert.Null(await host.ViewAsync(Stop));
        Assert.Null(await host.FeaturesAsync(Stop));
        Assert.Null(await host.Past.FeaturesAsync(PastMoment.At(Life[0].Timestamp), Stop));
        Assert.Null(await host.Past.HistoryAsync(null, 10, Stop));
    }

    [Fact]
    public async Task Features_of_a_past_moment_are_those_of_a_customer_who_had_come_to_it()
    {
        var half = Life.Count / 2;
        var moment = Life[half].Timestamp;
        var past = new LocalCluster(Models.Nervous);
        await past.NewHost(Id).IngestAsync([.. Life.TakeWhile(t => t.Timestamp <= moment)], Stop);
        var then = (await past.NewHost(Id).FeaturesAsync(Stop))!;
        await Cluster.NewHost(Id).IngestAsync(Life, Stop);

        var now = (await Cluster.NewHost(Id).Past.FeaturesAsync(PastMoment.At(moment), Stop))!;

        Assert.Equal(then.Features.Select(BitConverter.DoubleToInt64Bits), now.Features.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((then.TransactionCount, then.Score), (now.TransactionCount, now.Score));
    }
}
