using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway.Watching;

/// <summary>An alert with the moment at which it was first seen, by the stream's clock.</summary>
internal sealed record RaisedAlert(Alert Alert, DateTimeOffset Since);
