using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway.Watching;

/// <summary>The live model at one moment.</summary>
/// <param name="Examination">What was found.</param>
/// <param name="Alerts">Its alerts, with the moments at which they were first seen.</param>
internal sealed record Watched(Examination Examination, IReadOnlyList<RaisedAlert> Alerts);
