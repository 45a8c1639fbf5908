using BenchmarkDotNet.Attributes;

namespace PreDelinquency.Trees.Benchmarks;

/// <summary>
/// One thread, warm. Goals: 100 trees, one row 1.5 µs, a row of a batch 1.0 µs, TreeSHAP 120 µs; 609 trees, 9 µs and 800 µs.
/// LightGBM 4.6's fastest single-row call took 2.9 and 17.8 µs, its TreeSHAP 474 and 3,084 µs.
/// </summary>
public class ScoringBenchmarks
{
    private const int Rows = 1024;
    private TreeModel _model = null!;
    private double[] _rows = [];
    private double[] _scores = [];
    private double[] _contributions = [];

    [Params(ModelSize.Trees100, ModelSize.Trees609)]
    public ModelSize Model { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (int trees, int leaves, int features) = Model == ModelSize.Trees100 ? (100, 31, 28) : (609, 32, 74);
        var drawn = new DrawnRows(20_000, features);
        var parameters = new TrainingParameters { Iterations = trees, Leaves = leaves, LearningRate = 0.05 };
        _model = Trainer.Train(drawn.ToDataset(), parameters).Model;
        _rows = drawn.RowMajor[..(Rows * features)];
        _scores = new double[Rows];
        _contributions = new double[features + 1];
    }

    /// <summary>The same row again and again.</summary>
    [Benchmark]
    public double OneRow() => _model.RawScore(_rows.AsSpan(0, _model.FeatureCount));

    /// <summary>A thousand different rows, one call each.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double RowByRow()
    {
        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            sum += _model.RawScore(_rows.AsSpan(row * _model.FeatureCount, _model.FeatureCount));
        }

        return sum;
    }

    /// <summary>The same rows in one call.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public double Batch()
    {
        _model.RawScoreBatch(_rows, _scores);
        return _scores[0];
    }

    /// <summary>TreeSHAP, different rows.</summary>
    [Benchmark(OperationsPerInvoke = 64)]
    public double Explain()
    {
        double sum = 0;
        for (int row = 0; row < 64; row++)
        {
            _model.Explain(_rows.AsSpan(row * _model.FeatureCount, _model.FeatureCount), _contributions);
            sum += _contributions[0];
        }

        return sum;
    }
}
