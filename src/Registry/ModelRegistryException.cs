namespace PreDelinquency.Registry;

/// <summary>A registry cannot do what it is asked for; the message names value and rule.</summary>
public sealed class ModelRegistryException : Exception
{
    public ModelRegistryException()
        : this("The registry does not work.")
    {
    }

    public ModelRegistryException(string message)
        : base(message)
    {
    }

    public ModelRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public RegistryProblem Kind { get; init; }
}
