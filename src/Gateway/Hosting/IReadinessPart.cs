using PreDelinquency.Engine;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>A part of the gateway, beside the service behind it, that must work before requests are welcome.</summary>
internal interface IReadinessPart
{
    PartHealth Health { get; }
}
