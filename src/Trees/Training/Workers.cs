namespace PreDelinquency.Trees.Training;

/// <summary>Runs tasks on up to a fixed number of threads. Tasks write to places of their own, so their order never shows.</summary>
internal sealed class Workers
{
    private readonly ParallelOptions _options;

    public Workers(int threads, CancellationToken cancellation)
    {
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _options = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellation };
    }

    public int Threads { get; }

    public void Run(int tasks, Action<int> task)
    {
        if (Threads == 1 || tasks == 1)
        {
            for (int i = 0; i < tasks; i++)
            {
                _options.CancellationToken.ThrowIfCancellationRequested();
                task(i);
            }
        }
        else
        {
            Parallel.For(0, tasks, _options, task);
        }
    }

    /// <summary>Splits a range into chunks whose bounds depend on the range alone.</summary>
    public void RunChunks(int length, int chunk, Action<int, int> task) =>
        Run((length + chunk - 1) / chunk, i => task(i * chunk, Math.Min(chunk, length - (i * chunk))));
}
