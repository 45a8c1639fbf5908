namespace PreDelinquency.Outreach.Running;

/// <summary>What a person asks for cannot be done with the contact as it stands; the message says why.</summary>
public sealed class ContactRefusedException : Exception
{
    public ContactRefusedException()
        : this("The contact does not allow that.")
    {
    }

    public ContactRefusedException(string message)
        : base(message)
    {
    }

    public ContactRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
