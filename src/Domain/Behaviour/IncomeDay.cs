using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>The regular income of one category on one local day.</summary>
internal readonly record struct IncomeDay(int Day, Category Category, long Amount)
{
    /// <summary>Sorts by day, then by category.</summary>
    public int Key => (Day << 2) | (int)Category;
}
