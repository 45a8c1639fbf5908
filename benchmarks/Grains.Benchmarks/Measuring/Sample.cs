namespace PreDelinquency.Grains.Benchmarks.Measuring;

/// <summary>One repetition.</summary>
/// <param name="PerSecond">Transactions/s.</param>
/// <param name="ProcessorUs">Processor time of this process per transaction, in microseconds.</param>
/// <param name="AllocatedBytes">Allocated by this process per transaction.</param>
internal readonly record struct Sample(double PerSecond, double ProcessorUs, double AllocatedBytes);
