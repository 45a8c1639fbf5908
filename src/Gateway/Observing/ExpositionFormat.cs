namespace PreDelinquency.Gateway.Observing;

/// <summary>How metrics are written down.</summary>
internal enum ExpositionFormat
{
    /// <summary>Prometheus' text format 0.0.4.</summary>
    Text,

    /// <summary>OpenMetrics 1.0.0.</summary>
    OpenMetrics,
}
