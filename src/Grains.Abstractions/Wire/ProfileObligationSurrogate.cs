namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A known bill on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.profile-obligation")]
internal struct ProfileObligationSurrogate
{
    [Id(0)]
    public byte Category;

    [Id(1)]
    public int DueDay;

    [Id(2)]
    public long Amount;
}
