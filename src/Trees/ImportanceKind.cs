namespace PreDelinquency.Trees;

/// <summary>What makes a feature important.</summary>
public enum ImportanceKind
{
    /// <summary>The number of splits on it that gain something.</summary>
    Splits,

    /// <summary>The sum of what these splits gain, in units of the training loss.</summary>
    Gain,
}
