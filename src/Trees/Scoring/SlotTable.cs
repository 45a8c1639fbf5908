using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// The prepared values that an ensemble's splits compare: one slot per feature and kind of missing-value rule that some
/// split uses. Rules are then paid once per row instead of once per split. Slot 0 is <see cref="SlotKind.AlwaysRight"/>.
/// </summary>
internal sealed class SlotTable
{
    private readonly Slot[] _slots;

    private SlotTable(Slot[] slots) => _slots = slots;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(int Feature, SlotKind Kind);

    public int Count => _slots.Length;

    /// <summary>Collects the slots of all splits; nodeSlots[t][n] is the slot of node n of tree t.</summary>
    public static SlotTable Create(DecisionTree[] trees, out int[][] nodeSlots)
    {
        var slots = new List<Slot> { new(0, SlotKind.AlwaysRight) };
        var index = new Dictionary<Slot, int>();
        nodeSlots = new int[trees.Length][];
        for (int t = 0; t < trees.Length; t++)
        {
            nodeSlots[t] = new int[trees[t].InnerCount];
            for (int node = 0; node < trees[t].InnerCount; node++)
            {
                var slot = new Slot(trees[t].SplitFeature[node], KindOf(trees[t], node));
                if (!index.TryGetValue(slot, out int number))
                {
                    number = slots.Count;
                    slots.Add(slot);
                    index.Add(slot, number);
                }

                nodeSlots[t][node] = number;
            }
        }

        return new SlotTable([.. slots]);
    }

    /// <summary>Fills <paramref name="values"/> (length <see cref="Count"/>) from one row of features.</summary>
    [SkipLocalsInit]
    public void Prepare(ReadOnlySpan<double> row, Span<double> values)
    {
        Slot[] slots = _slots;
        values = values[..slots.Length];
        values[0] = double.NaN;
        for (int i = 1; i < slots.Length; i++)
        {
            values[i] = Prepare(row[slots[i].Feature], slots[i].Kind);
        }
    }

    private static double Prepare(double value, SlotKind kind)
    {
        switch (kind)
        {
            case SlotKind.NaNIsZero:
                return double.IsNaN(value) ? 0 : value;
            case SlotKind.NaNGoesLeft:
                return double.IsNaN(value) ? double.NegativeInfinity : value;
            case SlotKind.NaNGoesRight:
                return value;
            case SlotKind.ZeroGoesLeft:
                return IsZeroOrNaN(value) ? double.NegativeInfinity : value;
            case SlotKind.ZeroGoesRight:
                return IsZeroOrNaN(value) ? double.NaN : value;
            case SlotKind.Category:
                // A C cast to int: towards zero, so -0.5 is category 0; NaN fails both comparisons.
                return value > -1 && value < 2147483648.0 ? (int)value : -1;
            default:
                return double.NaN;
        }
    }

    private static bool IsZeroOrNaN(double value) => !(value > DecisionTree.ZeroThreshold || value < -DecisionTree.ZeroThreshold);

    private static SlotKind KindOf(DecisionTree tree, int node)
    {
        if (tree.IsCategorical(node))
        {
            return SlotKind.Category;
        }

        return (tree.Missing(node), tree.DefaultLeft(node)) switch
        {
            (MissingKind.NaN, true) => SlotKind.NaNGoesLeft,
            (MissingKind.NaN, false) => SlotKind.NaNGoesRight,
            (MissingKind.Zero, true) => SlotKind.ZeroGoesLeft,
            (MissingKind.Zero, false) => SlotKind.ZeroGoesRight,
            _ => SlotKind.NaNIsZero,
        };
    }
}
