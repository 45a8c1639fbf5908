using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Ports;

/// <summary>One entry of the log: a transaction that was accepted, or a tick that customers heard.</summary>
public readonly record struct LogEntry
{
    private LogEntry(int customerNo, Transaction? transaction, ulong tickSlots, long tickMs) =>
        (CustomerNo, Transaction, TickSlots, TickMs) = (customerNo, transaction, tickSlots, tickMs);

    /// <summary>The customer of the transaction; 0 for a tick.</summary>
    public int CustomerNo { get; }

    /// <summary>Null for a tick.</summary>
    public Transaction? Transaction { get; }

    /// <summary>Slots whose customers heard the tick, one bit each; 0 for a transaction.</summary>
    public ulong TickSlots { get; }

    /// <summary>The tick's time in Unix milliseconds.</summary>
    public long TickMs { get; }

    public static LogEntry Of(int customerNo, Transaction transaction) => new(customerNo, transaction, 0, 0);

    public static LogEntry Tick(ulong slots, long ms) => new(0, null, slots, ms);
}
