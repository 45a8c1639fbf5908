namespace PreDelinquency.Cli;

/// <summary>A command cannot go on; the message is the one line that the user reads.</summary>
internal sealed class CommandException : Exception
{
    public CommandException()
        : this("The command failed.")
    {
    }

    public CommandException(string message)
        : base(message)
    {
    }

    public CommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
