using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A customer as of now, on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.customer-view")]
internal struct CustomerViewSurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public CustomerProfile? Profile;

    [Id(2)]
    public RiskAssessment Assessment;

    [Id(3)]
    public double[] Features;

    [Id(4)]
    public long TransactionCount;

    [Id(5)]
    public int HistoryDays;

    [Id(6)]
    public DateTimeOffset? LatestEvent;

    [Id(7)]
    public DateOnly? EpisodeOpenedOn;
}
