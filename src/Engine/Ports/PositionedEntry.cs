namespace PreDelinquency.Engine.Ports;

/// <summary>A log entry with its place in the log.</summary>
public readonly record struct PositionedEntry(long Position, LogEntry Entry);
