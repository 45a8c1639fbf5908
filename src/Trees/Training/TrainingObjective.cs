namespace PreDelinquency.Trees;

/// <summary>What training minimises.</summary>
public enum TrainingObjective
{
    /// <summary>Log loss of labels 0 and 1 (binary).</summary>
    Binary,

    /// <summary>Squared error (regression).</summary>
    Regression,
}
