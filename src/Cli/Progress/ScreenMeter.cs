using Spectre.Console;

namespace PreDelinquency.Cli.Progress;

/// <summary>Moves a bar.</summary>
internal sealed class ScreenMeter(ProgressTask task) : IProgressMeter
{
    public void Report(long done) => task.Value = done;
}
