using System.Runtime.Intrinsics;

namespace PreDelinquency.Trees.Explaining;

/// <summary>Working memory of an explanation, one per thread, grown to the largest model explained on it.</summary>
internal sealed class ExplainingScratch
{
    [ThreadStatic]
    private static ExplainingScratch? _threadInstance;

    private ExplainingScratch(int features, int edges)
    {
        Sums = new Vector256<double>[features];
        Products = new Vector256<double>[edges];
        Inverses = new Vector256<double>[edges];
        Hot = new sbyte[edges];
        Passes = new bool[edges];
    }

    /// <summary>Per feature: contributions so far, to be summed over lanes.</summary>
    public Vector256<double>[] Sums { get; }

    /// <summary>Per edge: going down the path's product, coming up the sum over leaves below.</summary>
    public Vector256<double>[] Products { get; }

    /// <summary>Per passed edge: one over its factor.</summary>
    public Vector256<double>[] Inverses { get; }

    /// <summary>Per node: see <see cref="TreeShap"/>.</summary>
    public sbyte[] Hot { get; }

    /// <summary>Per edge: whether the row passes all splits on its feature down to it.</summary>
    public bool[] Passes { get; }

    public static ExplainingScratch ForThread(int features, int edges)
    {
        ExplainingScratch? scratch = _threadInstance;
        if (scratch is null || scratch.Sums.Length < features || scratch.Products.Length < edges)
        {
            scratch = new ExplainingScratch(
                Math.Max(features, scratch?.Sums.Length ?? 0),
                Math.Max(edges, scratch?.Products.Length ?? 0));
            _threadInstance = scratch;
        }

        return scratch;
    }
}
