namespace PreDelinquency.Cli.Progress;

/// <summary>Prints a line whenever it is asked to, with the speed so far.</summary>
internal sealed class PlainMeter(CommandConsole console, string what, string unit, long? total) : IProgressMeter
{
    private readonly long _started = console.Time.GetTimestamp();
    private long _done;

    public void Report(long done) => Volatile.Write(ref _done, done);

    /// <summary>Prints how far the work has come.</summary>
    public void Print()
    {
        var done = Volatile.Read(ref _done);
        var seconds = console.Time.GetElapsedTime(_started).TotalSeconds;
        var speed = seconds > 0 ? $", {done / seconds:N0} a second" : "";
        var text = total is > 0 and { } all
            ? $"{what}: {done:N0} of {all:N0} {unit} ({100.0 * done / all:0}%{speed})"
            : $"{what}: {done:N0} {unit}{speed}";
        lock (console)
            console.Error.WriteLine(text);
    }
}
