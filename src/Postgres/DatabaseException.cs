namespace PreDelinquency.Postgres;

/// <summary>A database cannot be used; the message names it, without secrets, and the reason.</summary>
public sealed class DatabaseException : Exception
{
    public DatabaseException()
        : this("The database cannot be used.")
    {
    }

    public DatabaseException(string message)
        : base(message)
    {
    }

    public DatabaseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
