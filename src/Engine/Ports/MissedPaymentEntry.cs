using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Ports;

/// <summary>A missed payment of a customer; one per obligation and due date, however often it is told.</summary>
public readonly record struct MissedPaymentEntry(int CustomerNo, MissedPayment Payment);
