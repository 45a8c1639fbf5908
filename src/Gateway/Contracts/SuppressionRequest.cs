namespace PreDelinquency.Gateway.Contracts;

/// <summary>A reason to leave a customer alone, or that it no longer holds.</summary>
public sealed record SuppressionRequest
{
    /// <summary>deceased, bereaved, vulnerable, bankrupt, in_dispute or complaint_open.</summary>
    public required string Reason { get; init; }

    /// <summary>Who tells, 1 to 100 characters.</summary>
    public required string Source { get; init; }

    /// <summary>true where it no longer holds.</summary>
    public bool Lifted { get; init; }
}
