namespace PreDelinquency.Trees.Model;

/// <summary>What a numerical split treats as missing; the values are those of the text format's decision_type.</summary>
internal enum MissingKind
{
    /// <summary>Nothing: NaN is scored as zero.</summary>
    None = 0,

    /// <summary>Zero, anything within 1e-35 of it, and NaN.</summary>
    Zero = 1,

    /// <summary>NaN only.</summary>
    NaN = 2,
}
