using System.Text.Json.Serialization;

namespace PreDelinquency.Domain.Risk;

/// <summary>A level whose threshold training could not choose, as no group of rows that was large enough reached its precision.</summary>
/// <param name="Level">The level.</param>
/// <param name="WantedPrecision">The share of the flagged who were to miss a payment, in (0, 1); the threshold stands at this probability, or above it where the level below needs the room.</param>
/// <param name="BestPrecision">The highest share that any threshold reached, in [0, 1]; null where there were too few rows for any.</param>
/// <param name="Rows">How many rows there were to choose on.</param>
public sealed record UnprovenLevel(
    [property: JsonConverter(typeof(JsonStringEnumConverter<RiskLevel>))] RiskLevel Level,
    double WantedPrecision,
    double? BestPrecision,
    int Rows);
