namespace PreDelinquency.Synthetic.People;

/// <summary>Which rule moves a place's clocks in summer.</summary>
internal enum SummerTime : byte
{
    None,

    /// <summary>Last Sunday of March to last Sunday of October.</summary>
    European,

    /// <summary>Second Sunday of March to first Sunday of November.</summary>
    American,
}
