namespace PreDelinquency.Outreach.Deciding;

/// <summary>What a rule compares. Texts, so that a record keeps just what was judged: numbers and moments round trip.</summary>
/// <param name="Value">What holds.</param>
/// <param name="Limit">What it is compared with.</param>
public readonly record struct RuleReading(string Value, string Limit)
{
    /// <summary>In place of what there is none of.</summary>
    public const string None = "none";
}
