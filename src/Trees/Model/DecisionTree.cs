namespace PreDelinquency.Trees.Model;

/// <summary>
/// One tree as the text format holds it. Inner nodes are 0..LeafCount-2, node 0 is the root; a child c &lt; 0 is leaf ~c.
/// Never changed after it was built.
/// </summary>
internal sealed class DecisionTree
{
    /// <summary>decision_type bit 0: the split is on categories.</summary>
    public const int CategoricalBit = 1;

    /// <summary>decision_type bit 1: missing values go left.</summary>
    public const int DefaultLeftBit = 2;

    /// <summary>LightGBM's zero threshold, a float literal widened to double; its bounds are inclusive.</summary>
    public const double ZeroThreshold = 1e-35f;

    public required int[] SplitFeature { get; init; }
    public required double[] SplitGain { get; init; }

    /// <summary>Upper bound of the left side, or for a categorical split the index of its bitset.</summary>
    public required double[] Threshold { get; init; }

    public required byte[] DecisionType { get; init; }
    public required int[] LeftChild { get; init; }
    public required int[] RightChild { get; init; }
    public required double[] LeafValue { get; init; }
    public required double[] LeafWeight { get; init; }

    /// <summary>Training rows per leaf; empty where the file had none.</summary>
    public required int[] LeafRows { get; init; }

    public required double[] InternalValue { get; init; }
    public required double[] InternalWeight { get; init; }

    /// <summary>Training rows per inner node; empty where the file had none.</summary>
    public required int[] InternalRows { get; init; }

    /// <summary>Bitset i is the words CategoryBoundaries[i] to CategoryBoundaries[i + 1] of <see cref="CategoryBits"/>.</summary>
    public required int[] CategoryBoundaries { get; init; }

    public required uint[] CategoryBits { get; init; }
    public required double Shrinkage { get; init; }

    public int LeafCount => LeafValue.Length;

    public int InnerCount => LeafValue.Length - 1;

    public int CategoricalCount => Math.Max(0, CategoryBoundaries.Length - 1);

    public bool IsCategorical(int node) => (DecisionType[node] & CategoricalBit) != 0;

    public bool DefaultLeft(int node) => (DecisionType[node] & DefaultLeftBit) != 0;

    public MissingKind Missing(int node) => (MissingKind)((DecisionType[node] >> 2) & 3);

    /// <summary>Training rows that reached the child of a split; meaningful where <see cref="HasRowCounts"/>.</summary>
    public int Rows(int child) => child >= 0 ? InternalRows[child] : LeafRows[~child];

    /// <summary>Whether the counts that an explanation divides by are there and positive.</summary>
    public bool HasRowCounts => InnerCount == 0
        || (LeafRows.Length == LeafCount && InternalRows.Length == InnerCount && Array.TrueForAll(InternalRows, rows => rows > 0));

    /// <summary>Mean leaf value over the training rows: what the tree says before it sees a feature.</summary>
    public double ExpectedValue()
    {
        if (InnerCount == 0)
        {
            return LeafValue[0];
        }

        double total = InternalRows[0];
        double mean = 0;
        for (int leaf = 0; leaf < LeafCount; leaf++)
        {
            mean += LeafRows[leaf] / total * LeafValue[leaf];
        }

        return mean;
    }
}
