namespace PreDelinquency.Engine.Standings;

/// <summary>By what customers are divided; null where the profile does not say.</summary>
public readonly record struct CustomerGroup(string? Segment, string? Region)
{
    /// <summary>Whether it is of a segment and a region; null for any.</summary>
    public bool IsOf(string? segment, string? region) => (segment is null || segment == Segment) && (region is null || region == Region);
}
