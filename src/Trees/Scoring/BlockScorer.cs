using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PreDelinquency.Trees.Model;

namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// Scores eight rows at once without walking (QuickScorer: Lucchese et al., SIGIR 2015; eight rows to a register as in
/// RapidScorer: Ye et al., KDD 2018). The splits of all trees stand sorted by slot and threshold. Each that a row exceeds
/// takes its left leaves from the row's set of leaves still possible in that tree; the leftmost one left is the row's leaf.
/// </summary>
internal sealed class BlockScorer
{
    private const int MostLeaves = 64;
    private const int MostTrees = 256;
    private const int Rows = Ensemble.RowsPerBlock;
    private readonly MaskEntry[] _entries;
    private readonly int[] _starts;
    private readonly double[] _leaves;
    private readonly int[] _firstLeaf;
    private readonly int _firstTree;
    private readonly int _outputs;

    private BlockScorer(MaskEntry[] entries, int[] starts, double[] leaves, int[] firstLeaf, int firstTree, int outputs)
    {
        _entries = entries;
        _starts = starts;
        _leaves = leaves;
        _firstLeaf = firstLeaf;
        _firstTree = firstTree;
        _outputs = outputs;
    }

    /// <summary>Whether trees are of the kind this can score: no categories, at most 64 leaves each.</summary>
    public static bool CanScore(DecisionTree[] trees) =>
        Vector256.IsHardwareAccelerated && Array.TrueForAll(trees, tree => tree.CategoricalCount == 0 && tree.LeafCount <= MostLeaves);

    /// <summary>Scorers of consecutive trees, each few enough for its sets to stay in the first-level cache.</summary>
    /// <param name="trees">Trees that <see cref="CanScore"/>.</param>
    /// <param name="nodeSlots">Slots of their inner nodes.</param>
    /// <param name="slotCount">Number of slots.</param>
    /// <param name="outputs">Trees per iteration.</param>
    public static BlockScorer[] Create(DecisionTree[] trees, int[][] nodeSlots, int slotCount, int outputs)
    {
        var scorers = new BlockScorer[(trees.Length + MostTrees - 1) / MostTrees];
        for (int i = 0; i < scorers.Length; i++)
        {
            scorers[i] = Create(trees, nodeSlots, i * MostTrees, Math.Min(MostTrees, trees.Length - (i * MostTrees)), slotCount, outputs);
        }

        return scorers;
    }

    private static BlockScorer Create(DecisionTree[] trees, int[][] nodeSlots, int firstTree, int count, int slotCount, int outputs)
    {
        var entries = new List<(int Slot, MaskEntry Entry)>();
        var leaves = new List<double>();
        var firstLeaf = new int[count];
        for (int t = 0; t < count; t++)
        {
            firstLeaf[t] = leaves.Count;
            DecisionTree tree = trees[firstTree + t];
            Place(tree, t, nodeSlots[firstTree + t], tree.InnerCount > 0 ? 0 : ~0, leaves, firstLeaf[t], entries);
        }

        (int Slot, MaskEntry Entry)[] sorted = [.. entries.OrderBy(e => e.Slot).ThenBy(e => e.Entry.Key)];
        var starts = new int[slotCount + 1];
        foreach ((int slot, _) in sorted)
        {
            starts[slot + 1]++;
        }

        for (int slot = 0; slot < slotCount; slot++)
        {
            starts[slot + 1] += starts[slot];
        }

        return new BlockScorer(Array.ConvertAll(sorted, e => e.Entry), starts, [.. leaves], firstLeaf, firstTree, outputs);
    }

    /// <summary>Adds the leaves of these trees; shapes as in <see cref="Ensemble.ScoreBlock"/>.</summary>
    [SkipLocalsInit]
    public void Score(ReadOnlySpan<long> keys, Span<double> scores)
    {
        Span<Vector512<ulong>> possible = stackalloc Vector512<ulong>[MostTrees];
        possible = possible[.._firstLeaf.Length];
        possible.Fill(Vector512<ulong>.AllBitsSet);
        Sieve(keys, possible);
        ReadOnlySpan<ulong> sets = MemoryMarshal.Cast<Vector512<ulong>, ulong>(possible);
        int output = _firstTree % _outputs;
        for (int t = 0; t < _firstLeaf.Length; t++)
        {
            ReadOnlySpan<double> leaves = _leaves.AsSpan(_firstLeaf[t]);
            for (int row = 0; row < Rows; row++)
            {
                scores[(row * _outputs) + output] += leaves[BitOperations.TrailingZeroCount(sets[(t * Rows) + row])];
            }

            output = output + 1 == _outputs ? 0 : output + 1;
        }
    }

    private void Sieve(ReadOnlySpan<long> keys, Span<Vector512<ulong>> possible)
    {
        ref Vector512<ulong> sets = ref MemoryMarshal.GetReference(possible);
        ref MaskEntry entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        for (int slot = 1; slot < _starts.Length - 1; slot++)
        {
            Vector512<long> row = Vector512.Create(keys.Slice(slot * Rows, Rows));
            int end = _starts[slot + 1];
            for (int i = _starts[slot]; i < end; i++)
            {
                ref readonly MaskEntry entry = ref Unsafe.Add(ref entries, i);
                Vector512<long> exceeds = Vector512.GreaterThan(row, Vector512.Create(entry.Key));
                if (exceeds == Vector512<long>.Zero)
                {
                    // Thresholds rise from here on.
                    break;
                }

                ref Vector512<ulong> set = ref Unsafe.Add(ref sets, entry.Tree);
                set = Vector512.ConditionalSelect(exceeds.AsUInt64(), set & Vector512.Create(entry.Kept), set);
            }
        }
    }

    // Numbers leaves from left to right; returns the set of those below the child.
    private static ulong Place(
        DecisionTree tree, int number, int[] slots, int child, List<double> leaves, int firstLeaf, List<(int, MaskEntry)> entries)
    {
        if (child < 0)
        {
            leaves.Add(tree.LeafValue[~child]);
            return 1UL << (leaves.Count - 1 - firstLeaf);
        }

        // At most 63 splits deep.
        ulong left = Place(tree, number, slots, tree.LeftChild[child], leaves, firstLeaf, entries);
        ulong right = Place(tree, number, slots, tree.RightChild[child], leaves, firstLeaf, entries);
        entries.Add((slots[child], new MaskEntry(OrderedKey.Of(tree.Threshold[child]), ~left, number)));
        return left | right;
    }
}
