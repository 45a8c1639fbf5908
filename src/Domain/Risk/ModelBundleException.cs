namespace PreDelinquency.Domain.Risk;

/// <summary>A model bundle cannot be used; the message names the file and the rule.</summary>
public sealed class ModelBundleException : Exception
{
    public ModelBundleException()
        : this("The model bundle cannot be used.")
    {
    }

    public ModelBundleException(string message)
        : base(message)
    {
    }

    public ModelBundleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether trying again may help.</summary>
    public BundleProblem Kind { get; init; }
}
