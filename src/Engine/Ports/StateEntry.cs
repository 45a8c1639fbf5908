namespace PreDelinquency.Engine.Ports;

/// <summary>A customer's state as of the last log entry of the unit that carries it.</summary>
/// <param name="CustomerNo">The customer.</param>
/// <param name="State">As <see cref="Domain.Customer.Write"/> wrote it; valid during the commit only.</param>
/// <param name="Summary">As of the same moment.</param>
public readonly record struct StateEntry(int CustomerNo, ReadOnlyMemory<byte> State, StateSummary Summary);
