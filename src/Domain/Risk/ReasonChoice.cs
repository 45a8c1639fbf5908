namespace PreDelinquency.Domain.Risk;

/// <summary>Which of a score's reasons are told.</summary>
public enum ReasonChoice
{
    /// <summary>Every feature: they sum to the score.</summary>
    All,

    /// <summary>What raises the risk, with a value that is a sign of trouble by itself.</summary>
    Raising,

    /// <summary>What lowers the risk, with a value that is known and no sign of trouble.</summary>
    Lowering,
}
