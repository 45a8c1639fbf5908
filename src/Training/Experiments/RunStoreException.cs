namespace PreDelinquency.Training.Experiments;

/// <summary>A folder of recorded runs breaks a rule of its format, or has not what was asked for; the message names the place.</summary>
public sealed class RunStoreException : Exception
{
    public RunStoreException()
    {
    }

    public RunStoreException(string message)
        : base(message)
    {
    }

    public RunStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
