namespace PreDelinquency.Domain.Risk;

/// <summary>Why a model bundle cannot be used.</summary>
public enum BundleProblem
{
    /// <summary>It is missing, broken, or for another program; trying again does not help.</summary>
    Unusable,

    /// <summary>It could not be read this time, as by a fault of a disk or a network share; it may be whole.</summary>
    Unreadable,
}
