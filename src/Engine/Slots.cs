using PreDelinquency.Domain;

namespace PreDelinquency.Engine;

/// <summary>Customers are spread over a fixed number of slots by a stable hash; slots are dealt out to workers.</summary>
public static class Slots
{
    /// <summary>Number of slots; one bit each in a <see cref="ulong"/>.</summary>
    public const int Count = 64;

    /// <summary>The slot of a customer, 0 to 63; part of the stored format, so it never changes.</summary>
    public static int Of(string customerId) => (int)(StableHash.Of(customerId) >> 58);
}
