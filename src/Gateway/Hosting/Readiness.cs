using PreDelinquency.Engine;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>All parts that must work: the service's and the gateway's own.</summary>
internal sealed class Readiness(IRiskService service, IEnumerable<IReadinessPart> parts)
{
    private readonly IReadinessPart[] _own = [.. parts];

    public IReadOnlyList<PartHealth> Parts => [.. service.GetHealth(), .. _own.Select(p => p.Health)];
}
