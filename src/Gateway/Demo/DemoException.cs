namespace PreDelinquency.Gateway.Demo;

/// <summary>A demo cannot run in a folder; the message names the folder and the reason.</summary>
public sealed class DemoException : Exception
{
    public DemoException()
        : this("The demo cannot run.")
    {
    }

    public DemoException(string message)
        : base(message)
    {
    }

    public DemoException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
