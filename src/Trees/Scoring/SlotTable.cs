using System.Runtime.InteropServices;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// The prepared keys that an ensemble's splits compare: one slot per feature and kind of missing-value rule that some
/// split uses. Rules are then paid once per row instead of once per split. Slot 0 is <see cref="SlotKind.AlwaysRight"/>.
/// </summary>
internal sealed class SlotTable
{
    private readonly Slot[] _slots;

    private SlotTable(Slot[] slots, int[][] nodeSlots)
    {
        _slots = slots;
        NodeSlots = nodeSlots;
    }

    /// <summary>NodeSlots[t][n] is the slot of node n of tree t.</summary>
    public int[][] NodeSlots { get; }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(int Feature, SlotKind Kind);

    public int Count => _slots.Length;

    /// <summary>Collects the slots of all splits.</summary>
    public static SlotTable Create(DecisionTree[] trees)
    {
        var slots = new List<Slot> { new(0, SlotKind.AlwaysRight) };
        var index = new Dictionary<Slot, int>();
        var nodeSlots = new int[trees.Length][];
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

        return new SlotTable([.. slots], nodeSlots);
    }

    /// <summary>Puts the <see cref="OrderedKey"/> of slot i for one row of features at i · stride.</summary>
    public void Prepare(ReadOnlySpan<double> row, Span<long> keys, int stride)
    {
        keys[0] = OrderedKey.AlwaysRight;
        Slot[] slots = _slots;
        for (int i = 1; i < slots.Length; i++)
        {
            ref readonly Slot slot = ref slots[i];
            double value = row[slot.Feature];
            if (slot.Kind >= SlotKind.ZeroGoesLeft)
            {
                keys[i * stride] = PrepareRare(value, slot.Kind);
                continue;
            }

            // Without a branch on the value, whose answer nothing foretells.
            long nan = slot.Kind == SlotKind.NaNIsZero ? 0 : slot.Kind == SlotKind.NaNGoesLeft ? OrderedKey.AlwaysLeft : OrderedKey.AlwaysRight;
            long key = OrderedKey.Of(value);
            keys[i * stride] = double.IsNaN(value) ? nan : key;
        }
    }

    private static long PrepareRare(double value, SlotKind kind) => kind switch
    {
        SlotKind.ZeroGoesLeft => IsZeroOrNaN(value) ? OrderedKey.AlwaysLeft : OrderedKey.Of(value),
        SlotKind.ZeroGoesRight => IsZeroOrNaN(value) ? OrderedKey.AlwaysRight : OrderedKey.Of(value),

        // A C cast to int: towards zero, so -0.5 is category 0; NaN fails both comparisons.
        _ => value > -1 && value < 2147483648.0 ? (int)value : -1,
    };

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
