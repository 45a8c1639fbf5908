using PreDelinquency.Cli.Progress;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tables;

/// <summary>Tells a meter of every tree.</summary>
internal sealed class TreeProgress(IProgressMeter meter) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => meter.Report(value.Iteration);
}
