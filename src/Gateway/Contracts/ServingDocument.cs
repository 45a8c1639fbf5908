namespace PreDelinquency.Gateway.Contracts;

/// <summary>The models that score at this moment.</summary>
/// <param name="Champion">Its scores have consequences.</param>
/// <param name="Shadow">Scores beside it, without consequences; null for none.</param>
public sealed record ServingDocument(string Champion, string? Shadow);
