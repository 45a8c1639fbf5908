using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Policies;

/// <summary>What the estimate of saved losses and of the sample still needed goes by.</summary>
public sealed record Economics
{
    /// <summary>Share of customers with a missed payment who go on to default, 0 to 1.</summary>
    public required decimal DefaultGivenMissed { get; init; }

    /// <summary>Share of the exposure that is lost where a customer defaults, 0 to 1.</summary>
    public required decimal LossGivenDefault { get; init; }

    /// <summary>Mean amount owed at default, in the bank's currency; at least 0.</summary>
    public required decimal ExposureAtDefault { get; init; }

    /// <summary>Cost of one contact, by channel, in the bank's currency; at least 0.</summary>
    public required IReadOnlyDictionary<ContactChannel, decimal> CostPerContact { get; init; }

    /// <summary>The smallest rise of the share that pays on time that is worth knowing, more than 0 and at most 0.5.</summary>
    public required double LeastUplift { get; init; }

    /// <summary>Chance with which a true effect shall be found, 0.5 to 0.99.</summary>
    public required double Power { get; init; }

    /// <summary>Of intervals, 0.8 to 0.999.</summary>
    public required double Confidence { get; init; }
}
