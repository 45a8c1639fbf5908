namespace PreDelinquency.Training.Experiments;

/// <summary>What is in a folder of recorded runs.</summary>
/// <param name="Runs">Every run that was not deleted, the latest first.</param>
/// <param name="Damaged">What cannot be read, with the reason, in ordinal order of the ids.</param>
public sealed record RunListing(IReadOnlyList<RecordedRun> Runs, IReadOnlyList<DamagedRun> Damaged);
