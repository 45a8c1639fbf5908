using System.Buffers;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>A unit on its way through the commit, with those who wait for it.</summary>
internal sealed class PendingUnit(Partition? owner)
{
    private const int LargestKeptBuffer = 4 << 20;
    private volatile bool _committed;

    /// <summary>Hears of the commit; null for a unit that no worker made.</summary>
    public Partition? Owner => owner;

    public CommitUnit Unit { get; } = new();

    /// <summary>Who judged its log; null where nothing was judged.</summary>
    public ModelBundle? JudgedBy { get; set; }

    /// <summary>What is news of the changes of level.</summary>
    public List<RiskChange> RiskChanges { get; } = [];

    /// <summary>One part of each is done with this unit.</summary>
    public List<Acknowledgement> Waiting { get; } = [];

    /// <summary>Entries of which it writes a state or a profile, once for each.</summary>
    public List<CustomerEntry> Written { get; } = [];

    /// <summary>Spans of the requests that are in it, and of its own making.</summary>
    public JoinedSpans Spans { get; } = new();

    public ArrayBufferWriter<byte> StateBytes { get; private set; } = new();

    /// <summary>Transactions that leave the queues with it, whatever became of them.</summary>
    public int Consumed { get; set; }

    public int Accepted { get; set; }

    public int Duplicates { get; set; }

    /// <summary>Set where a checkpoint begins at the end of this unit.</summary>
    public RoundMark? BeginsRound { get; set; }

    /// <summary>Set where a checkpoint is complete with this unit.</summary>
    public RoundMark? EndsRound { get; set; }

    public bool HasContent => Consumed > 0 || Waiting.Count > 0 || BeginsRound is not null || !Unit.IsEmpty;

    /// <summary>Set last by the commit; after that the unit is its owner's again.</summary>
    public bool Committed
    {
        get => _committed;
        set => _committed = value;
    }

    public void Clear()
    {
        Unit.Clear();
        RiskChanges.Clear();
        Waiting.Clear();
        Written.Clear();
        Spans.Clear();
        if (StateBytes.Capacity > LargestKeptBuffer)
            StateBytes = new ArrayBufferWriter<byte>();
        else
            StateBytes.ResetWrittenCount();
        (Consumed, Accepted, Duplicates, BeginsRound, EndsRound, JudgedBy, Committed) = (0, 0, 0, null, null, null, false);
    }
}
