namespace PreDelinquency.Gateway.Contracts;

/// <summary>How models rank, and what their probabilities are worth, over the scores of the last weeks of which it is known what came.</summary>
/// <param name="At">As of when.</param>
/// <param name="Models">Each model that scored, as champion and as shadow; without those of which nothing is known yet.</param>
public sealed record CurvesDocument(DateTimeOffset At, IReadOnlyList<ModelCurvesDocument> Models);
