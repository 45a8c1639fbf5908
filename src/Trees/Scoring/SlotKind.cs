namespace PreDelinquency.Trees.Scoring;

/// <summary>How a feature value is prepared so that one comparison, value &lt;= threshold, decides a split.</summary>
internal enum SlotKind
{
    /// <summary>NaN for every row: no threshold lets it go left. Leaves read it to stay where they are.</summary>
    AlwaysRight,

    /// <summary>NaN becomes zero.</summary>
    NaNIsZero,

    /// <summary>NaN becomes minus infinity and goes left.</summary>
    NaNGoesLeft,

    /// <summary>NaN stays NaN and goes right.</summary>
    NaNGoesRight,

    /// <summary>Zero and NaN become minus infinity and go left.</summary>
    ZeroGoesLeft,

    /// <summary>Zero and NaN become NaN and go right.</summary>
    ZeroGoesRight,

    /// <summary>The category as a whole number; -1 for what no bitset holds: NaN, negative, beyond an int.</summary>
    Category,
}
