using Spectre.Console;

namespace PreDelinquency.Cli.Progress;

/// <summary>Shows how far work has come: a bar on a screen, a plain line now and then where the output is not one.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs work while showing its progress.</summary>
    /// <param name="console">Where to show it, on its error stream.</param>
    /// <param name="what">The work, in a few words.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="total">How much there is to do, where known.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> RunAsync<T>(CommandConsole console, string what, string unit, long? total, Func<IProgressMeter, Task<T>> work)
    {
        what = Shown.Of(what, Shown.LongestValue * 2);
        if (console.IsInteractive)
            return await RunOnScreenAsync(console, what, total, work);
        var meter = new PlainMeter(console, what, unit, total);
        await using var timer = console.Time.CreateTimer(_ => meter.Print(), null, Patience, PlainInterval);
        return await work(meter);
    }

    private static Task<T> RunOnScreenAsync<T>(CommandConsole console, string what, long? total, Func<IProgressMeter, Task<T>> work)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
        return screen.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total ?? 1));
                task.IsIndeterminate = total is null;
                return await work(new ScreenMeter(task));
            });
    }
}
