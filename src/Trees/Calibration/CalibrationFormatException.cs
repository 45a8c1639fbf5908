namespace PreDelinquency.Trees;

/// <summary>A calibration's text or values break a rule; the message names it.</summary>
public sealed class CalibrationFormatException : FormatException
{
    public CalibrationFormatException(string message)
        : base(message)
    {
    }

    public CalibrationFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
