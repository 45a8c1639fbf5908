namespace PreDelinquency.Trees;

/// <summary>The name that was probably meant: the fewest letters more, less, other, or swapped with their neighbour (optimal string alignment distance).</summary>
public static class NearestName
{
    /// <summary>The nearest of the known names.</summary>
    /// <param name="name">As it was written.</param>
    /// <param name="known">What there is; of equally near ones the first is taken.</param>
    /// <returns>Null where none is within a quarter of the letters; names of three letters or fewer are too short to tell.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        int most = name.Length < 4 ? 0 : Math.Max(1, name.Length / 4);
        string? nearest = null;
        foreach (string candidate in known)
        {
            if (Math.Abs(candidate.Length - name.Length) <= most && Slips(name, candidate) is int slips && slips <= most)
            {
                (nearest, most) = (candidate, slips - 1);
            }
        }

        return nearest;
    }

    private static int Slips(string name, string candidate)
    {
        int[,] slips = new int[name.Length + 1, candidate.Length + 1];
        for (int i = 0; i <= name.Length; i++)
        {
            for (int j = 0; j <= candidate.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                int other = name[i - 1] == candidate[j - 1] ? 0 : 1;
                slips[i, j] = Math.Min(slips[i - 1, j - 1] + other, 1 + Math.Min(slips[i - 1, j], slips[i, j - 1]));
                if (i > 1 && j > 1 && name[i - 1] == candidate[j - 2] && name[i - 2] == candidate[j - 1])
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[name.Length, candidate.Length];
    }
}
