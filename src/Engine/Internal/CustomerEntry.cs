using PreDelinquency.Domain;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>A customer in a worker's directory. Awake it holds the customer itself, asleep only what lists and totals show.</summary>
/// <param name="id">The bank's id.</param>
/// <param name="no">The store's number.</param>
/// <param name="place">Place among the customers of its slot, from 0, in order of number.</param>
/// <param name="slot">The slot.</param>
internal sealed class CustomerEntry(string id, int no, int slot, int place)
{
    public string Id { get; } = id;

    public int No { get; } = no;

    public int Slot { get; } = slot;

    public int Place { get; } = place;

    /// <summary>Null while asleep.</summary>
    public Customer? Customer { get; set; }

    /// <summary>What the directory's totals count of this customer.</summary>
    public StateSummary Summary { get; set; }

    /// <summary>Of the state as last written or read; 0 before.</summary>
    public UInt128 StateHash { get; set; }

    /// <summary>State writes that wait for their commit.</summary>
    public int PendingWrites { get; set; }

    /// <summary>May have changed since its state was last taken for writing.</summary>
    public bool Touched { get; set; }

    /// <summary>Waits in the checkpoint that goes on.</summary>
    public bool InRound { get; set; }

    /// <summary>Second chance: used since the search for sleepers last came by.</summary>
    public bool Used { get; set; }

    /// <summary>Ticks before this moment (Unix milliseconds) change nothing: no local day begins, or the customer is dormant.</summary>
    public long QuietUntilMs { get; set; }

    /// <summary>The last log position whose effect is in the stored state, while the log after it is still to be replayed; else without bound.</summary>
    public long StatePosition { get; set; } = long.MaxValue;

    /// <summary>Why nothing can be done with the customer, or null; it sleeps for good then.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether the store holds the very state that memory holds.</summary>
    public bool IsClean => !Touched && !InRound && PendingWrites == 0;
}
