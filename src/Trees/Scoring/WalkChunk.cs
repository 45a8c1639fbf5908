namespace PreDelinquency.Trees.Scoring;

/// <summary>
/// Consecutive trees, few enough for their leaves to wait on the stack. They are walked in the order of their depths, so
/// that no walk of a group waits long for another, and added in the order of the file.
/// </summary>
internal sealed class WalkChunk
{
    /// <summary>Most trees of a chunk.</summary>
    public const int MostTrees = 512;

    private WalkChunk(int firstTree, int count, WalkGroup[] groups, int[] categorical) =>
        (FirstTree, Count, Groups, Categorical) = (firstTree, count, groups, categorical);

    /// <summary>Number of the first tree among all.</summary>
    public int FirstTree { get; }

    public int Count { get; }

    /// <summary>Every tree without bitsets.</summary>
    public WalkGroup[] Groups { get; }

    /// <summary>Places of the trees with bitsets, which are walked one by one.</summary>
    public int[] Categorical { get; }

    /// <summary>Splits the trees into chunks.</summary>
    /// <param name="trees">All trees in the order of the file.</param>
    /// <param name="nothing">A leaf that fills up groups, in bytes from the first node.</param>
    public static WalkChunk[] Create(PlacedTree[] trees, int nothing)
    {
        var chunks = new WalkChunk[(trees.Length + MostTrees - 1) / MostTrees];
        for (int i = 0; i < chunks.Length; i++)
        {
            int first = i * MostTrees;
            chunks[i] = Create(trees.AsSpan(first, Math.Min(MostTrees, trees.Length - first)), first, nothing);
        }

        return chunks;
    }

    private static WalkChunk Create(ReadOnlySpan<PlacedTree> trees, int first, int nothing)
    {
        var plain = new List<(PlacedTree Tree, int Place)>();
        var categorical = new List<int>();
        for (int place = 0; place < trees.Length; place++)
        {
            if (trees[place].Categorical)
            {
                categorical.Add(place);
            }
            else
            {
                plain.Add((trees[place], place));
            }
        }

        int spare = trees.Length;
        var groups = plain.OrderBy(p => p.Tree.Depth).Chunk(WalkGroup.Lanes).Select(members => Group(members, nothing, spare));
        return new WalkChunk(first, trees.Length, [.. groups], [.. categorical]);
    }

    private static WalkGroup Group((PlacedTree Tree, int Place)[] members, int nothing, int spare)
    {
        var (roots, places) = (default(WalkGroup.Eight), default(WalkGroup.Eight));
        for (int lane = 0; lane < WalkGroup.Lanes; lane++)
        {
            (roots[lane], places[lane]) = lane < members.Length ? (members[lane].Tree.Root, members[lane].Place) : (nothing, spare);
        }

        return new WalkGroup(roots, places, members[^1].Tree.Depth);
    }
}
