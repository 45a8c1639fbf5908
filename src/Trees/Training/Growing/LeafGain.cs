using System.Runtime.CompilerServices;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>Leaf values and what they gain, in closed form (LightGBM, src/treelearner/feature_histogram.hpp).</summary>
internal static class LeafGain
{
    /// <summary>The output of least regularised loss: -soft(g, l1) / (h + l2).</summary>
    public static double Output(double gradient, double hessian, double l1, double l2) => -Shrink(gradient, l1) / (hessian + l2);

    /// <summary>Twice the loss that the best output saves: soft(g, l1)² / (h + l2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Best(double gradient, double hessian, double l1, double l2)
    {
        double shrunk = l1 > 0 ? Shrink(gradient, l1) : gradient;
        return shrunk * shrunk / (hessian + l2);
    }

    /// <summary>Twice the loss that a given output saves.</summary>
    public static double Of(double output, double gradient, double hessian, double l1, double l2) =>
        -((2 * Shrink(gradient, l1) * output) + ((hessian + l2) * output * output));

    private static double Shrink(double gradient, double l1) =>
        Math.CopySign(Math.Max(0, Math.Abs(gradient) - l1), gradient);
}
