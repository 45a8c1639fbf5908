namespace PreDelinquency.Registry;

/// <summary>Why a registry refuses.</summary>
public enum RegistryProblem
{
    /// <summary>The registry itself does not work.</summary>
    Unavailable,

    /// <summary>There is no such model.</summary>
    Unknown,

    /// <summary>What is there does not allow it.</summary>
    Conflict,

    /// <summary>What was handed in breaks a rule.</summary>
    Invalid,

    /// <summary>The model has not shown what a champion must; whoever insists can promote it.</summary>
    Unproven,
}
