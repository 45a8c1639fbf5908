using PreDelinquency.Synthetic;
using PreDelinquency.Training.Baselines;

namespace PreDelinquency.Training.Tests;

/// <summary>One small training run that several tests look at.</summary>
public sealed class Trained
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public Trained()
    {
        Data = PointInTimeSet.FromPopulation(new Population(new PopulationOptions { Customers = 2000, Months = 11, Seed = 5 }), new SamplingOptions());
        Outcome = Run(Data);
        Baselines = BaselineSet.Fit(Outcome.Split, Options);
    }

    public PointInTimeSet Data { get; }

    public TrainingOutcome Outcome { get; }

    public BaselineSet Baselines { get; }

    public static TrainingOptions Options { get; } = new()
    {
        TestDays = 60,
        Trees = new TrainingOptions().Trees with { Iterations = 200, LearningRate = 0.1, MinDataInLeaf = 50, EarlyStoppingRounds = 20 },
    };

    public static TrainingOutcome Run(PointInTimeSet data, IProgress<TrainingStep>? progress = null, CancellationToken cancellationToken = default) =>
        new TrainingRun(Options, new FixedClock()).Run(data, progress, cancellationToken);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
