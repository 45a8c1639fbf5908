namespace PreDelinquency.Trees;

/// <summary>A model text breaks a rule of its format, or asks for something this library does not score.</summary>
/// <remarks>The message reads <c>source line N: rule and value</c>; nothing of the model was kept.</remarks>
public sealed class ModelFormatException : FormatException
{
    /// <summary>Creates the error for one line of one source.</summary>
    /// <param name="source">Where the text came from: a path, or the name given by the caller.</param>
    /// <param name="lineNumber">1-based line.</param>
    /// <param name="rule">What was broken, with the value that broke it.</param>
    public ModelFormatException(string source, int lineNumber, string rule)
        : base($"{source} line {lineNumber}: {rule}")
    {
        ModelSource = source;
        LineNumber = lineNumber;
    }

    /// <summary>Where the text came from.</summary>
    public string ModelSource { get; }

    /// <summary>1-based number of the offending line.</summary>
    public int LineNumber { get; }
}
