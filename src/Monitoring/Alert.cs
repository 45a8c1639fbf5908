namespace PreDelinquency.Monitoring;

/// <summary>A figure of a live model crossed its threshold.</summary>
/// <param name="Kind">What kind of figure.</param>
/// <param name="Subject">Of what: a feature, a model, a declared group.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">What it crossed.</param>
/// <param name="Message">Both in a sentence.</param>
public sealed record Alert(AlertKind Kind, string Subject, double Value, double Threshold, string Message)
{
    /// <summary>Alerts of one key are one alert, however the figure moves.</summary>
    public (AlertKind Kind, string Subject) Key => (Kind, Subject);
}
