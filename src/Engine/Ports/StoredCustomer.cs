using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Engine.Ports;

/// <summary>What the store keeps of a customer beside the log.</summary>
/// <param name="State">As <see cref="Domain.Customer.Write"/> wrote it; null where none is stored yet.</param>
/// <param name="Profile">Null where there is none.</param>
public readonly record struct StoredCustomer(byte[]? State, CustomerProfile? Profile);
