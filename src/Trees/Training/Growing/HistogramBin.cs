using System.Numerics;
using System.Runtime.InteropServices;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>Sums of derivatives, in the units of <see cref="PackedGradients"/>. Whole numbers: sums are exact in any order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HistogramBin(long gradient, long hessian) : IAdditionOperators<HistogramBin, HistogramBin, HistogramBin>
{
    public long Gradient = gradient;
    public long Hessian = hessian;

    public static HistogramBin operator +(HistogramBin a, HistogramBin b) => new(a.Gradient + b.Gradient, a.Hessian + b.Hessian);

    public static HistogramBin operator -(HistogramBin a, HistogramBin b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian);
}
