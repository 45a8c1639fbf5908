namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>What stands under one head.</summary>
internal sealed class ParsedFamily(string name)
{
    public string Name => name;

    public string? Type { get; set; }

    public string? Unit { get; set; }

    public string? Help { get; set; }

    public List<ParsedSample> Samples { get; } = [];
}
