namespace PreDelinquency.Synthetic.People;

/// <summary>What part of a life another bank sees instead of this one.</summary>
internal enum SecondBank : byte
{
    None,

    /// <summary>The income arrives there; a transfer comes over after pay day.</summary>
    Income,

    /// <summary>A part of the everyday spending happens there.</summary>
    Spending,

    /// <summary>The savings lie there.</summary>
    Savings,
}
