using BenchmarkDotNet.Attributes;

namespace PreDelinquency.Trees.Benchmarks;

/// <summary>
/// 200,000 rows of 48 features, 200 trees of 31 leaves, learning rate 0.1, bins included. Goal: 1.5 times LightGBM 4.6's
/// 1.84 s on two cores (3.24 s on one).
/// </summary>
[IterationCount(5)]
[WarmupCount(1)]
public class TrainingBenchmarks
{
    private Dataset _data = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup() => _data = new DrawnRows(200_000, 48).ToDataset();

    [Benchmark]
    public int Train() => Trainer.Train(_data, new TrainingParameters { Iterations = 200, Threads = Threads }).Model.TreeCount;
}
