using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PreDelinquency.Trees.Training.Binning;

namespace PreDelinquency.Trees.Training.Growing;

/// <summary>The rows of each leaf, as adjoining ranges of one array. Splitting keeps the order of rows on both sides.</summary>
internal sealed class RowPartition
{
    private const int RowsPerTask = 16_384;
    private readonly BinnedData _data;
    private readonly Workers _workers;
    private readonly int[] _rows;
    private readonly int[] _spare;
    private readonly int[] _starts;
    private readonly int[] _counts;

    public RowPartition(BinnedData data, int maxLeaves, Workers workers)
    {
        _data = data;
        _workers = workers;
        _rows = new int[data.RowCount];
        _spare = new int[data.RowCount];
        _starts = new int[maxLeaves];
        _counts = new int[maxLeaves];
    }

    /// <summary>Puts all rows into leaf 0.</summary>
    public void Reset()
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[row] = row;
        }

        _starts[0] = 0;
        _counts[0] = _rows.Length;
    }

    /// <summary>Puts the given rows into leaf 0.</summary>
    public void Reset(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(_rows);
        _starts[0] = 0;
        _counts[0] = rows.Length;
    }

    public ReadOnlySpan<int> Rows(int leaf) => _rows.AsSpan(_starts[leaf], _counts[leaf]);

    public int Count(int leaf) => _counts[leaf];

    /// <summary>Leaves the rows whose bin goes left in the leaf and moves the others to the new leaf.</summary>
    public void Split(int leaf, int newLeaf, int feature, bool[] goesLeft)
    {
        int start = _starts[leaf];
        int count = _counts[leaf];
        FeaturePlace place = _data.Places[feature];
        FeatureGroup group = _data.Groups[place.Group];
        int shift = place.Lane * group.LaneBits;
        int tasks = Math.Max(1, (count + RowsPerTask - 1) / RowsPerTask);
        var lefts = new int[tasks];
        _workers.Run(tasks, task =>
        {
            int first = start + (task * RowsPerTask);
            lefts[task] = SplitRange(first, Math.Min(RowsPerTask, start + count - first), group, shift, goesLeft);
        });

        // Close the gaps: each task left its left rows at its own start, its right rows in the spare array.
        int left = 0;
        for (int task = 0; task < tasks; task++)
        {
            Array.Copy(_rows, start + (task * RowsPerTask), _rows, start + left, lefts[task]);
            left += lefts[task];
        }

        int end = start + left;
        for (int task = 0; task < tasks; task++)
        {
            int rights = Math.Min(RowsPerTask, count - (task * RowsPerTask)) - lefts[task];
            Array.Copy(_spare, start + (task * RowsPerTask), _rows, end, rights);
            end += rights;
        }

        _counts[leaf] = left;
        _starts[newLeaf] = start + left;
        _counts[newLeaf] = count - left;
    }

    // In bounds: rows are row numbers of the group, bins are below the table's length.
    private int SplitRange(int start, int count, FeatureGroup group, int shift, bool[] goesLeft)
    {
        ref int rows = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), start);
        ref int rights = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_spare), start);
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(group.Words);
        ref bool table = ref MemoryMarshal.GetArrayDataReference(goesLeft);
        uint mask = (uint)group.LaneMask;
        int left = 0;
        for (int i = 0; i < count; i++)
        {
            int row = Unsafe.Add(ref rows, i);
            uint bin = (uint)(Unsafe.Add(ref words, (nint)(uint)row) >> shift) & mask;
            int goes = Unsafe.BitCast<bool, byte>(Unsafe.Add(ref table, (nint)bin));
            Unsafe.Add(ref rows, left) = row;
            Unsafe.Add(ref rights, i - left) = row;
            left += goes;
        }

        return left;
    }
}
