using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Ports;

/// <summary>One entry of the log: a transaction that was accepted, or a tick that customers heard.</summary>
public readonly record struct LogEntry
{
    private LogEntry(int customerNo, Transaction? transaction, ulong tickSlots, long tickMs, int tickFrom, int tickThrough) =>
        (CustomerNo, Transaction, TickSlots, TickMs, TickFrom, TickThrough) = (customerNo, transaction, tickSlots, tickMs, tickFrom, tickThrough);

    /// <summary>The customer of the transaction; 0 for a tick.</summary>
    public int CustomerNo { get; }

    /// <summary>Null for a tick.</summary>
    public Transaction? Transaction { get; }

    /// <summary>Slots of whose customers some heard the tick, one bit each; 0 for a transaction.</summary>
    public ulong TickSlots { get; }

    /// <summary>The tick's time in Unix milliseconds.</summary>
    public long TickMs { get; }

    /// <summary>Lowest number of the customers that heard the tick.</summary>
    public int TickFrom { get; }

    /// <summary>Highest number of the customers that heard the tick.</summary>
    public int TickThrough { get; }

    public static LogEntry Of(int customerNo, Transaction transaction) => new(customerNo, transaction, 0, 0, 0, 0);

    /// <summary>A tick that the customers of some slots heard: all of them, or those in a range of numbers.</summary>
    public static LogEntry Tick(ulong slots, long ms, int from = 0, int through = int.MaxValue) => new(0, null, slots, ms, from, through);

    /// <summary>One tick for the customers of two neighbouring entries, where one entry can say that.</summary>
    public static bool TryJoin(LogEntry first, LogEntry second, out LogEntry joined)
    {
        joined = default;
        if (first.Transaction is not null || second.Transaction is not null || first.TickMs != second.TickMs)
            return false;
        if (first.TickFrom == second.TickFrom && first.TickThrough == second.TickThrough)
            joined = Tick(first.TickSlots | second.TickSlots, first.TickMs, first.TickFrom, first.TickThrough);
        else if (first.TickSlots == second.TickSlots && first.TickThrough + 1L == second.TickFrom)
            joined = Tick(first.TickSlots, first.TickMs, first.TickFrom, second.TickThrough);
        else
            return false;
        return true;
    }
}
