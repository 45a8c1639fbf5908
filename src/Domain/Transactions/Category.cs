namespace PreDelinquency.Domain.Transactions;

/// <summary>What a transaction is for. The order is part of the stored format: append only.</summary>
public enum Category : byte
{
    Salary,
    Pension,
    Benefit,
    Rent,
    Mortgage,
    LoanPayment,
    CardPayment,
    Utility,
    Insurance,
    Groceries,
    Dining,
    Shopping,
    Travel,
    Health,
    Subscription,
    Gambling,
    PaydayLoan,
    Cash,
    Savings,
    Transfer,
    Fee,
    Penalty,
    Other,
}
