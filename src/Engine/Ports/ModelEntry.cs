namespace PreDelinquency.Engine.Ports;

/// <summary>From where on a model judged what the log holds: everything after a position, up to the next such entry.</summary>
/// <param name="AfterPosition">The last log position before it.</param>
/// <param name="Document">The bundle's document, as text.</param>
/// <param name="Trees">The bundle's trees, as text.</param>
public sealed record ModelEntry(long AfterPosition, string Document, string Trees);
