namespace PreDelinquency.Outreach.Ports;

/// <summary>Somebody else changed what a commit was decided on: nothing of it is stored. Load and decide again.</summary>
public sealed class LedgerConflictException : Exception
{
    public LedgerConflictException()
        : this("The ledger was changed by somebody else.")
    {
    }

    public LedgerConflictException(string message)
        : base(message)
    {
    }

    public LedgerConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
