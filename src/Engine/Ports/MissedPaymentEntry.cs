using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Ports;

/// <summary>A missed payment of a customer; one per obligation and due date, as it was told last.</summary>
public readonly record struct MissedPaymentEntry(int CustomerNo, MissedPayment Payment);
