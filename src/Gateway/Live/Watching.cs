using System.Collections.Frozen;

namespace PreDelinquency.Gateway.Live;

/// <summary>What one connection looks at beside what it has subscribed to. It changes while the subscription goes on.</summary>
/// <param name="Transactions">Whether to hear of the latest transactions of all customers.</param>
/// <param name="Customers">Of whom to hear that something is another by now.</param>
internal sealed record Watching(bool Transactions, FrozenSet<string> Customers);
