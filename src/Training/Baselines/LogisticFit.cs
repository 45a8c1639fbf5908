using MathNet.Numerics.LinearAlgebra;

namespace PreDelinquency.Training.Baselines;

/// <summary>
/// Fits a logistic regression with a ridge penalty by iteratively reweighted least squares (Newton's method; Hastie,
/// Tibshirani and Friedman 2009, 4.4.1). The intercept is not penalised.
/// </summary>
internal sealed class LogisticFit
{
    private const double Ridge = 5;
    private const int MostRounds = 50;
    private const double Enough = 1e-9;
    private readonly double[][] _rows;
    private readonly double[] _labels;
    private readonly int _width;

    private LogisticFit(double[][] rows, double[] labels) => (_rows, _labels, _width) = (rows, labels, rows[0].Length);

    /// <summary>Fits on rows of both labels.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LogisticRegression Of(IReadOnlyList<PointInTimeRow> rows, IReadOnlyList<string> features, CancellationToken cancellationToken)
    {
        var known = features.Select(f => Measure(rows, f)).Where(t => t.Deviation > 0).ToArray();
        var gaps = known.Where(t => rows.Any(r => double.IsNaN(r.Features[t.Index]))).ToArray();
        var matrix = new double[rows.Count][];
        for (var i = 0; i < matrix.Length; i++)
        {
            var values = rows[i].Features;
            matrix[i] = [1, .. known.Select(t => t.Standardised(values[t.Index])), .. gaps.Select(t => double.IsNaN(values[t.Index]) ? 1.0 : 0)];
        }

        var weights = new LogisticFit(matrix, PointInTimeSet.Labels(rows)).Solve(cancellationToken);
        return new LogisticRegression
        {
            Intercept = weights[0],
            Terms = [.. known.Select((term, i) => term with
            {
                Weight = weights[1 + i],
                MissingWeight = Array.IndexOf(gaps, term) is >= 0 and var gap ? weights[1 + known.Length + gap] : 0,
            })],
        };
    }

    private static LogisticTerm Measure(IReadOnlyList<PointInTimeRow> rows, string feature)
    {
        var term = new LogisticTerm(feature, 0, 0, 0, 0);
        double count = 0, mean = 0, squares = 0;
        foreach (var row in rows)
        {
            var value = row.Features[term.Index];
            if (double.IsNaN(value))
                continue;
            count++;
            var step = value - mean;
            mean += step / count;
            squares += step * (value - mean);
        }

        return term with { Mean = mean, Deviation = count < 2 ? 0 : Math.Sqrt(squares / count) };
    }

    private double[] Solve(CancellationToken cancellationToken)
    {
        var weights = new double[_width];
        var rate = Math.Clamp(_labels.Average(), 1e-6, 1 - 1e-6);
        weights[0] = Math.Log(rate / (1 - rate));
        var loss = Loss(weights);
        for (var round = 0; round < MostRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (gradient, curvature) = Derivatives(weights);
            var step = Matrix<double>.Build.DenseOfArray(curvature).Cholesky().Solve(Vector<double>.Build.DenseOfArray(gradient)).AsArray();

            // Halve steps that overshoot.
            var size = 1.0;
            var next = Stepped(weights, step, size);
            var nextLoss = Loss(next);
            for (; nextLoss > loss && size > 1e-4; nextLoss = Loss(next))
                next = Stepped(weights, step, size /= 2);
            if (nextLoss > loss)
                break;
            var gained = loss - nextLoss;
            (weights, loss) = (next, nextLoss);
            if (gained <= Enough * Math.Max(1, loss))
                break;
        }

        return weights;
    }

    private static double[] Stepped(double[] weights, double[] step, double size) => [.. weights.Zip(step, (w, s) => w - (size * s))];

    private double Loss(double[] weights)
    {
        double loss = 0;
        for (var i = 0; i < _rows.Length; i++)
        {
            var score = Dot(_rows[i], weights);

            // ln(1 + e^s) - y s, without overflow.
            loss += Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score))) - (_labels[i] * score);
        }

        for (var j = 1; j < _width; j++)
            loss += Ridge / 2 * weights[j] * weights[j];
        return loss;
    }

    private (double[] Gradient, double[,] Curvature) Derivatives(double[] weights)
    {
        var gradient = new double[_width];
        var upper = new double[_width][];
        for (var j = 0; j < _width; j++)
            upper[j] = new double[_width];
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = _rows[i];
            var p = 1 / (1 + Math.Exp(-Dot(row, weights)));
            var curve = p * (1 - p);
            AddScaled(gradient, row, p - _labels[i], 0);
            for (var j = 0; j < _width; j++)
            {
                if (row[j] != 0)
                    AddScaled(upper[j], row, curve * row[j], j);
            }
        }

        var curvature = new double[_width, _width];
        for (var j = 0; j < _width; j++)
        {
            if (j > 0)
            {
                gradient[j] += Ridge * weights[j];
                upper[j][j] += Ridge;
            }

            for (var k = j; k < _width; k++)
                curvature[j, k] = curvature[k, j] = upper[j][k];
        }

        return (gradient, curvature);
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var j = 0; j < a.Length; j++)
            sum += a[j] * b[j];
        return sum;
    }

    private static void AddScaled(double[] target, double[] row, double factor, int from)
    {
        var j = from;
        for (; j <= row.Length - System.Numerics.Vector<double>.Count; j += System.Numerics.Vector<double>.Count)
            (new System.Numerics.Vector<double>(target, j) + (new System.Numerics.Vector<double>(row, j) * factor)).CopyTo(target, j);
        for (; j < row.Length; j++)
            target[j] += row[j] * factor;
    }
}
