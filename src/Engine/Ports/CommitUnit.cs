namespace PreDelinquency.Engine.Ports;

/// <summary>What one worker hands over at once: log entries in its own order, and what followed from them.</summary>
public sealed class CommitUnit
{
    /// <summary>Position of the first entry of <see cref="Log"/>, the others follow; set before the commit.</summary>
    public long FirstPosition { get; internal set; }

    /// <summary>Position of the last log entry at or before the end of this unit; the states are as of it.</summary>
    public long LastPosition => FirstPosition + Log.Count - 1;

    /// <summary>Sequence of the first of <see cref="Interventions"/>, the others follow; set before the commit.</summary>
    public long FirstSequence { get; internal set; }

    /// <summary>Come before anything that names their number.</summary>
    public List<NewCustomer> NewCustomers { get; } = [];

    public List<LogEntry> Log { get; } = [];

    public List<ScoreEntry> Scores { get; } = [];

    public List<InterventionEntry> Interventions { get; } = [];

    public List<DeadLetterEntry> DeadLetters { get; } = [];

    public List<ProfileEntry> Profiles { get; } = [];

    public List<MissedPaymentEntry> MissedPayments { get; } = [];

    /// <summary>To be added to what is stored of the same day and model.</summary>
    public List<ObservedDay> ObservedDays { get; } = [];

    public List<StateEntry> States { get; } = [];

    /// <summary>Slots whose stored states are complete up to <see cref="CheckpointPosition"/> with this unit, one bit each.</summary>
    public ulong CheckpointSlots { get; internal set; }

    public long CheckpointPosition { get; internal set; }

    /// <summary>Models that judge from a position on; none where the one before goes on.</summary>
    public List<ModelEntry> Models { get; } = [];

    /// <summary>Whether the store has anything to keep of it.</summary>
    public bool IsEmpty =>
        NewCustomers.Count + Models.Count + Log.Count + Scores.Count + Interventions.Count + DeadLetters.Count + Profiles.Count + MissedPayments.Count + ObservedDays.Count + States.Count == 0
        && CheckpointSlots == 0;

    internal void Clear()
    {
        (FirstPosition, FirstSequence, CheckpointSlots, CheckpointPosition) = (0, 0, 0, 0);
        Models.Clear();
        NewCustomers.Clear();
        Log.Clear();
        Scores.Clear();
        Interventions.Clear();
        DeadLetters.Clear();
        Profiles.Clear();
        MissedPayments.Clear();
        ObservedDays.Clear();
        States.Clear();
    }
}
