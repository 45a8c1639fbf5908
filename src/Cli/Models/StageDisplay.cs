using PreDelinquency.Training;
using Spectre.Console;

namespace PreDelinquency.Cli.Models;

/// <summary>Shows work that goes in stages: a bar that starts anew with each, or plain lines.</summary>
internal static class StageDisplay
{
    /// <summary>Runs work on another thread while showing its progress on the console's error stream.</summary>
    public static async Task<T> RunAsync<T>(CommandConsole console, string what, Func<IProgress<TrainingStep>, T> work, CancellationToken cancellationToken)
    {
        if (!console.IsInteractive)
        {
            var lines = new StageLines(console);
            return await Task.Run(() => work(lines), cancellationToken);
        }

        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
        return await screen.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => Task.Run(() => work(new StageBar(context.AddTask(Markup.Escape(what), maxValue: 1))), cancellationToken));
    }

    private sealed class StageBar(ProgressTask task) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value)
        {
            task.Description = Markup.Escape($"{value.Stage}: {value.Detail}");
            task.IsIndeterminate = double.IsNaN(value.Done);
            task.Value = double.IsNaN(value.Done) ? 0 : value.Done;
        }
    }

    private sealed class StageLines(CommandConsole console) : IProgress<TrainingStep>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
        private readonly Lock _gate = new();
        private long _printed = console.Time.GetTimestamp();

        public void Report(TrainingStep value)
        {
            lock (_gate)
            {
                if (console.Time.GetElapsedTime(_printed) < Interval)
                    return;
                _printed = console.Time.GetTimestamp();
                console.Error.WriteLine($"{value.Stage}: {value.Detail}");
            }
        }
    }
}
