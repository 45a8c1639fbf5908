namespace PreDelinquency.Domain.Transactions;

/// <summary>Groups of <see cref="Category"/> that mean something together.</summary>
public static class Categories
{
    /// <summary>How many categories there are.</summary>
    public const int Count = (int)Category.Other + 1;

    /// <summary>Whether the category is money that comes in regularly: salary, pension or benefit.</summary>
    public static bool IsIncome(this Category category) => category <= Category.Benefit;

    /// <summary>Whether the category is a bill with a due day: rent, mortgage, loan, card, utility or insurance.</summary>
    public static bool IsObligation(this Category category) => category is >= Category.Rent and <= Category.Insurance;
}
