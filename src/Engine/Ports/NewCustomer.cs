namespace PreDelinquency.Engine.Ports;

/// <summary>A customer seen for the first time.</summary>
public readonly record struct NewCustomer(int No, string Id);
