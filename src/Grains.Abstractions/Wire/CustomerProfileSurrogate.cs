using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A profile on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.profile")]
internal struct CustomerProfileSurrogate
{
    [Id(0)]
    public string? Name;

    [Id(1)]
    public string? TimeZone;

    [Id(2)]
    public string? Language;

    [Id(3)]
    public string? Email;

    [Id(4)]
    public string? Phone;

    [Id(5)]
    public bool AllowsEmail;

    [Id(6)]
    public bool AllowsSms;

    [Id(7)]
    public bool AllowsPhone;

    [Id(8)]
    public byte? PayCycle;

    [Id(9)]
    public ProfileObligation[] Obligations;

    [Id(10)]
    public string? Segment;

    [Id(11)]
    public string? AgeBand;

    [Id(12)]
    public string? Region;
}
