namespace PreDelinquency.Monitoring.Portfolios;

/// <summary>By what a portfolio is divided; null where the profile does not say.</summary>
public readonly record struct PortfolioGroup(string? Segment, string? Region)
{
    /// <summary>Whether it is of a segment and a region; null for any.</summary>
    public bool IsOf(string? segment, string? region) => (segment is null || segment == Segment) && (region is null || region == Region);
}
