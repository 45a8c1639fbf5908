namespace PreDelinquency.Trees.Training.Growing;

/// <summary>
/// First and second derivative of every row as two whole numbers in one 64-bit word,
///   [ gradient, signed : 32 ][ hessian, unsigned : 32 ],
/// so that one integer addition adds both and sums do not depend on the order of rows or on threads.
/// </summary>
/// <remarks>
/// Gradients take 20 bits with their sign, hessians 20: <see cref="MaxAddends"/> of them add up without the low half
/// spilling into the high one (2^12 · 2^20 = 2^32). The unit is the largest value over 2^19 or 2^20, about a float's
/// precision for that value.
/// </remarks>
internal sealed class PackedGradients(int rows)
{
    /// <summary>Words that may be added before the sum must be unpacked.</summary>
    public const int MaxAddends = 4096;

    private const int MaxGradient = (1 << 19) - 1;
    private const int MaxHessian = (1 << 20) - 1;
    private const int RowsPerTask = 16_384;

    private readonly float[] _gradients = new float[rows];
    private readonly float[] _hessians = new float[rows];

    /// <summary>One word per row.</summary>
    public long[] Words { get; } = new long[rows];

    /// <summary>Gradient that a packed 1 stands for.</summary>
    public double GradientUnit { get; private set; }

    /// <summary>Hessian that a packed 1 stands for.</summary>
    public double HessianUnit { get; private set; }

    public static long GradientOf(long word) => word >> 32;

    public static long HessianOf(long word) => (uint)word;

    /// <summary>Takes the derivatives at the given scores.</summary>
    public void Update(Boosting.Loss loss, double[] scores, Workers workers)
    {
        int tasks = (scores.Length + RowsPerTask - 1) / RowsPerTask;
        var largest = new (float Gradient, float Hessian)[tasks];
        workers.RunChunks(scores.Length, RowsPerTask, (start, count) =>
        {
            loss.Differentiate(scores, start, count, _gradients, _hessians);
            float gradient = 0;
            float hessian = 0;
            for (int row = start; row < start + count; row++)
            {
                gradient = Math.Max(gradient, Math.Abs(_gradients[row]));
                hessian = Math.Max(hessian, _hessians[row]);
            }

            largest[start / RowsPerTask] = (gradient, hessian);
        });
        double maxGradient = largest.Max(l => l.Gradient);
        double maxHessian = largest.Max(l => l.Hessian);
        if (!double.IsFinite(maxGradient) || !double.IsFinite(maxHessian))
        {
            throw new ArithmeticException("Training diverged: a gradient is no longer finite. Lower learning_rate, or scale labels and weights down.");
        }

        GradientUnit = maxGradient / MaxGradient;
        HessianUnit = maxHessian / MaxHessian;
        float perGradient = maxGradient > 0 ? (float)(MaxGradient / maxGradient) : 0;
        float perHessian = maxHessian > 0 ? (float)(MaxHessian / maxHessian) : 0;
        workers.RunChunks(scores.Length, RowsPerTask, (start, count) => Pack(start, count, perGradient, perHessian));
    }

    private void Pack(int start, int count, float perGradient, float perHessian)
    {
        ReadOnlySpan<float> gradients = _gradients.AsSpan(start, count);
        ReadOnlySpan<float> hessians = _hessians.AsSpan(start, count);
        Span<long> words = Words.AsSpan(start, count);
        for (int i = 0; i < words.Length; i++)
        {
            int gradient = Math.Clamp((int)MathF.Round(gradients[i] * perGradient), -MaxGradient, MaxGradient);
            int hessian = Math.Min((int)MathF.Round(hessians[i] * perHessian), MaxHessian);
            words[i] = ((long)gradient << 32) + hessian;
        }
    }
}
