namespace PreDelinquency.Trees.Scoring;

/// <summary>How a feature value becomes a key so that one comparison, key &lt;= threshold's key, decides a split.</summary>
internal enum SlotKind
{
    /// <summary>Right for every row. Leaves read it to stay where they are.</summary>
    AlwaysRight,

    /// <summary>NaN becomes zero.</summary>
    NaNIsZero,

    /// <summary>NaN goes left.</summary>
    NaNGoesLeft,

    /// <summary>NaN goes right.</summary>
    NaNGoesRight,

    /// <summary>Zero and NaN go left.</summary>
    ZeroGoesLeft,

    /// <summary>Zero and NaN go right.</summary>
    ZeroGoesRight,

    /// <summary>The category as a whole number; -1 for what no bitset holds: NaN, negative, beyond an int.</summary>
    Category,
}
