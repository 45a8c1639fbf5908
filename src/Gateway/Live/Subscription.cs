using System.Collections.Frozen;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Gateway.Live;

/// <summary>What one connection wants to hear.</summary>
/// <param name="Levels">One bit per <see cref="RiskLevel"/>.</param>
/// <param name="CustomerIds">Null for all.</param>
/// <param name="AfterSequence">Interventions with a greater sequence; null for those from now on.</param>
/// <param name="Transactions">Whether to look at the latest transactions of all customers from the beginning.</param>
internal sealed record Subscription(int Levels, FrozenSet<string>? CustomerIds, long? AfterSequence, bool Transactions = false)
{
    public const int AllLevels = 0b1111;

    public bool Wants(string customerId, RiskLevel level) =>
        (Levels & Bit(level)) != 0 && (CustomerIds is null || CustomerIds.Contains(customerId));

    /// <summary>A change counts where it begins or ends at a level that is wanted.</summary>
    public bool Wants(RiskChange change) => Wants(change.CustomerId, change.To) || Wants(change.CustomerId, change.From);

    public static int Bit(RiskLevel level) => 1 << (int)level;
}
