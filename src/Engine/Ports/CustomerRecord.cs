namespace PreDelinquency.Engine.Ports;

/// <summary>A customer as the store lists it.</summary>
/// <param name="No">The store's own number of the customer, from 1.</param>
/// <param name="Id">The bank's id.</param>
/// <param name="StatePosition">The last log position whose effect is in the stored state; 0 where none is stored.</param>
/// <param name="Summary">As of the stored state.</param>
public readonly record struct CustomerRecord(int No, string Id, long StatePosition, StateSummary Summary);
