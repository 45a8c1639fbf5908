namespace PreDelinquency.Trees;

/// <summary>A measured value and how far chance may have moved it.</summary>
/// <param name="Value">The measure on the rows as they are.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Confidence">Coverage meant, for example 0.95.</param>
public sealed record ConfidenceInterval(double Value, double Low, double High, double Confidence);
