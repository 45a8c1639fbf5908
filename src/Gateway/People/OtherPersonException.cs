namespace PreDelinquency.Gateway.People;

/// <summary>A request says that somebody else acts than the one whose token it bears.</summary>
internal sealed class OtherPersonException : Exception
{
    public OtherPersonException()
        : this("by must be the name of whoever the token belongs to.")
    {
    }

    public OtherPersonException(string message)
        : base(message)
    {
    }

    public OtherPersonException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
