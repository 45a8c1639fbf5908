namespace PreDelinquency.Training.Experiments;

/// <summary>A run, or an experiment with all of its runs, that cannot be read.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Experiment">Name of the experiment it belongs to; null for an experiment itself.</param>
/// <param name="Problem">File and rule that it breaks.</param>
public sealed record DamagedRun(string Id, string? Experiment, string Problem);
