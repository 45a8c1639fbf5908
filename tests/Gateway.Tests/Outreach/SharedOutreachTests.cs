using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Outreach;

/// <summary>The same of a gateway as those of a cluster are: another process on the same store decides and hands over, and what it does is heard here.</summary>
public sealed class SharedOutreachTests : OutreachTests
{
    private RunningGateway? _decider;

    public override async ValueTask DisposeAsync()
    {
        if (_decider is not null)
            await _decider.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override bool TellsEveryChange => false;

    private protected override async Task<RunningGateway> StartAsync(MemoryService service, OutreachFolder outreach)
    {
        _decider = await base.StartAsync(service, outreach);
        return await RunningGateway.StartAsync(service, services =>
        {
            outreach.AddSharedTo(services);
            AddProvider(services);
        });
    }
}
