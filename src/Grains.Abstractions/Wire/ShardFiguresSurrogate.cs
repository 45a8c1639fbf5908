using PreDelinquency.Cluster.Portfolio;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A shard's totals on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.shard-figures")]
internal struct ShardFiguresSurrogate
{
    [Id(0)]
    public long Customers;

    [Id(1)]
    public long Low;

    [Id(2)]
    public long Medium;

    [Id(3)]
    public long High;

    [Id(4)]
    public long Critical;

    [Id(5)]
    public long Scored;

    [Id(6)]
    public long ProbabilitySumE9;

    [Id(7)]
    public FrontRunner[] Furthest;
}
