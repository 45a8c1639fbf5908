namespace PreDelinquency.Cluster.Ports;

/// <summary>
/// The customer is stored in another version than the commit follows: somebody else hosts it too, or did in between. Nothing of
/// the commit was stored; whoever reads the customer anew and tries again does no harm.
/// </summary>
public sealed class StateConflictException : Exception
{
    public StateConflictException()
        : this("The customer was changed by somebody else.")
    {
    }

    public StateConflictException(string message)
        : base(message)
    {
    }

    public StateConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
