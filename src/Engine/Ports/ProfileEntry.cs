using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Engine.Ports;

/// <summary>A customer's new profile.</summary>
public readonly record struct ProfileEntry(int CustomerNo, CustomerProfile Profile);
