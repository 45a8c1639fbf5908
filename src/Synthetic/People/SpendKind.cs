using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.People;

/// <summary>A kind of everyday spending: how often, when in the day, and how it gives way when money is short.</summary>
/// <param name="Category">As the transaction names it.</param>
/// <param name="PerMonth">Mean number of purchases in 30 days.</param>
/// <param name="Share">Share of what is left after the bills.</param>
/// <param name="FromHour">Earliest local hour.</param>
/// <param name="ToHour">Latest local hour.</param>
/// <param name="Weekend">Factor on Saturdays and Sundays.</param>
/// <param name="Elasticity">How much of it a full cut-back takes away, 0 to 1.</param>
/// <param name="Spread">Standard deviation of an amount's logarithm.</param>
internal readonly record struct SpendKind(
    Category Category, double PerMonth, double Share, double FromHour, double ToHour, double Weekend, double Elasticity, double Spread)
{
    public const int Groceries = 0;
    public const int Dining = 1;
    public const int Shopping = 2;
    public const int Travel = 3;
    public const int Health = 4;
    public const int Cash = 5;
    public const int Other = 6;

    public static readonly SpendKind[] All =
    [
        new(Category.Groceries, 10.5, 0.34, 8, 21, 1.2, 0.25, 0.55),
        new(Category.Dining, 9, 0.16, 11, 23, 1.5, 0.85, 0.5),
        new(Category.Shopping, 5.5, 0.19, 9.5, 22, 1.3, 0.8, 0.75),
        new(Category.Travel, 7.5, 0.13, 6.5, 20, 0.6, 0.45, 0.5),
        new(Category.Health, 1.1, 0.05, 9, 18, 0.5, 0.35, 0.7),
        new(Category.Cash, 2.4, 0.08, 9, 21, 1.1, 0.3, 0.4),
        new(Category.Other, 1.8, 0.05, 9, 19, 0.9, 0.5, 0.6),
    ];
}
