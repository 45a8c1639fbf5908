using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.People;

/// <summary>The file of people breaks rules; the message names file, line, value and rule of each.</summary>
public sealed class PeopleException : Exception
{
    public PeopleException()
        : this("The file of people breaks a rule.")
    {
    }

    public PeopleException(string message)
        : base(message)
    {
    }

    public PeopleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="faults">At least one.</param>
    public PeopleException(IReadOnlyList<PolicyFault> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>All that is wrong, in order of lines.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; } = [];
}
