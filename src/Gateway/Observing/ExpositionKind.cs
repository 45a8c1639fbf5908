namespace PreDelinquency.Gateway.Observing;

/// <summary>Kinds of metrics that the text formats know, as far as instruments become one.</summary>
internal enum ExpositionKind
{
    /// <summary>Not exposed: exponential histograms, which nobody asks for.</summary>
    None,

    Counter,
    Gauge,
    Histogram,
}
