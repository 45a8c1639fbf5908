namespace PreDelinquency.Outreach.Policies;

/// <summary>A policy or its texts break rules; nothing of it is used.</summary>
public sealed class PolicyException : Exception
{
    public PolicyException()
        : this("The policy breaks a rule.")
    {
    }

    public PolicyException(string message)
        : base(message)
    {
    }

    public PolicyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="faults">At least one.</param>
    public PolicyException(IReadOnlyList<PolicyFault> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>All that is wrong, in order of file and line.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; } = [];
}
