using System.Buffers;
using System.Globalization;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tables;

/// <summary>Scores the rows of a CSV file, block by block on all cores, into one line of numbers a row.</summary>
internal sealed class PredictionRun
{
    private const int BlockChunks = 32;
    private const int MostChunkRows = 256;
    private const int BlockBytes = 64 << 20;
    private readonly TreeModel _model;
    private readonly PredictionKind _kind;
    private readonly string _path;
    private readonly int _width;
    private readonly int _chunkRows;
    private readonly double[] _rows;
    private readonly ArrayBufferWriter<byte>[] _texts;

    /// <param name="model">Scores.</param>
    /// <param name="kind">What to write.</param>
    /// <param name="path">What errors call the data.</param>
    public PredictionRun(TreeModel model, PredictionKind kind, string path)
    {
        _path = path;
        _model = model;
        _kind = kind;
        _width = kind == PredictionKind.Contributions ? (model.FeatureCount + 1) * model.OutputCount : model.OutputCount;
        _chunkRows = Math.Clamp(BlockBytes / sizeof(double) / BlockChunks / model.FeatureCount, 1, MostChunkRows);
        _rows = new double[BlockChunks * _chunkRows * model.FeatureCount];
        _texts = [.. Enumerable.Range(0, BlockChunks).Select(_ => new ArrayBufferWriter<byte>())];
    }

    /// <summary>Scores every row.</summary>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="CommandException">A feature of the model is no column, or a cell is no number.</exception>
    public long Run(NumberCsv input, Stream output, IProgressMeter meter, CancellationToken cancellationToken)
    {
        var columns = FindColumns(input);
        long total = 0;
        int count;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = ReadBlock(input, columns);
            var rows = count;
            var chunks = (count + _chunkRows - 1) / _chunkRows;
            Parallel.For(0, chunks, chunk => Score(chunk, Math.Min(_chunkRows, rows - (chunk * _chunkRows))));
            for (var chunk = 0; chunk < chunks; chunk++)
                output.Write(_texts[chunk].WrittenSpan);
            total += count;
            meter.Report(input.Position);
        }
        while (count == BlockChunks * _chunkRows);
        return total;
    }

    private int[] FindColumns(NumberCsv input)
    {
        var columns = _model.FeatureNames.Select(input.Find).ToArray();
        var missing = _model.FeatureNames.Where((_, i) => columns[i] < 0).ToList();
        return missing.Count == 0
            ? columns
            : throw new CommandException($"{_path} lacks {missing.Count} of the model's {_model.FeatureCount} features: {string.Join(", ", missing)}");
    }

    private int ReadBlock(NumberCsv input, int[] columns)
    {
        var count = 0;
        while (count < BlockChunks * _chunkRows && input.Read())
        {
            var row = _rows.AsSpan(count * columns.Length, columns.Length);
            for (var i = 0; i < columns.Length; i++)
                row[i] = input.Number(columns[i]);
            count++;
        }

        return count;
    }

    private void Score(int chunk, int count)
    {
        var features = _model.FeatureCount;
        var rows = _rows.AsSpan(chunk * _chunkRows * features, count * features);
        var values = ArrayPool<double>.Shared.Rent(count * _width);
        var scores = values.AsSpan(0, count * _width);
        switch (_kind)
        {
            case PredictionKind.Raw:
                _model.RawScoreBatch(rows, scores);
                break;
            case PredictionKind.Contributions:
                _model.ExplainBatch(rows, scores);
                break;
            case PredictionKind.Calibrated:
                for (var row = 0; row < count; row++)
                    scores[row] = _model.PredictCalibrated(rows.Slice(row * features, features));
                break;
            default:
                _model.PredictBatch(rows, scores);
                break;
        }

        Write(scores, _texts[chunk]);
        ArrayPool<double>.Shared.Return(values);
    }

    // The shortest text that reads back as the same double.
    private void Write(ReadOnlySpan<double> values, ArrayBufferWriter<byte> text)
    {
        const int LongestNumber = 32;
        text.ResetWrittenCount();
        for (var i = 0; i < values.Length; i++)
        {
            var span = text.GetSpan(LongestNumber);
            if (!values[i].TryFormat(span, out var length, default, CultureInfo.InvariantCulture))
                throw new InvalidOperationException($"{values[i]:R} does not fit into {LongestNumber} bytes.");
            span[length++] = (i + 1) % _width == 0 ? (byte)'\n' : (byte)',';
            text.Advance(length);
        }
    }
}
