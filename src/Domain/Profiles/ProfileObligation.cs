using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Profiles;

/// <summary>A known monthly bill.</summary>
public sealed record ProfileObligation
{
    public required Category Category { get; init; }

    /// <summary>Day of the month, 1 to 31; in a shorter month its last day.</summary>
    public required int DueDay { get; init; }

    public required Money Amount { get; init; }
}
