using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Abstractions.Wire;

[RegisterConverter]
internal sealed class TransactionConverters : IConverter<Transaction, TransactionSurrogate>, IConverter<MissedPayment, MissedPaymentSurrogate>
{
    public Transaction ConvertFromSurrogate(in TransactionSurrogate surrogate) => new()
    {
        TransactionId = surrogate.TransactionId,
        CustomerId = surrogate.CustomerId,
        Timestamp = surrogate.Timestamp,
        Amount = new Money(surrogate.Amount),
        Direction = (Direction)surrogate.Direction,
        Category = (Category)surrogate.Category,
        Channel = (Channel)surrogate.Channel,
        Status = (TransactionStatus)surrogate.Status,
        BalanceAfter = surrogate.BalanceAfter is { } balance ? new Money(balance) : null,
        Currency = surrogate.Currency,
        Merchant = surrogate.Merchant,
        DueDate = surrogate.DueDate,
    };

    public TransactionSurrogate ConvertToSurrogate(in Transaction value) => new()
    {
        TransactionId = value.TransactionId,
        CustomerId = value.CustomerId,
        Timestamp = value.Timestamp,
        Amount = value.Amount.TenThousandths,
        Direction = (byte)value.Direction,
        Category = (byte)value.Category,
        Channel = (byte)value.Channel,
        Status = (byte)value.Status,
        BalanceAfter = value.BalanceAfter?.TenThousandths,
        Currency = value.Currency,
        Merchant = value.Merchant,
        DueDate = value.DueDate,
    };

    public MissedPayment ConvertFromSurrogate(in MissedPaymentSurrogate surrogate) =>
        new(surrogate.CustomerId, (Category)surrogate.Obligation, surrogate.DueDate, surrogate.MissedOn, new Money(surrogate.Amount));

    public MissedPaymentSurrogate ConvertToSurrogate(in MissedPayment value) => new()
    {
        CustomerId = value.CustomerId,
        Obligation = (byte)value.Obligation,
        DueDate = value.DueDate,
        MissedOn = value.MissedOn,
        Amount = value.Amount.TenThousandths,
    };
}
