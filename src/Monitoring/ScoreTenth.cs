namespace PreDelinquency.Monitoring;

/// <summary>A tenth of the scores, by falling probability.</summary>
/// <param name="Predictions">Scores in it.</param>
/// <param name="MeanProbability">What they said on average.</param>
/// <param name="MissedShare">The share that a missed payment followed.</param>
/// <param name="Lift">That share, divided by the share over all scores.</param>
public readonly record struct ScoreTenth(int Predictions, double MeanProbability, double MissedShare, double Lift);
