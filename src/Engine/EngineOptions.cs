namespace PreDelinquency.Engine;

/// <summary>How the engine runs. Immutable.</summary>
public sealed record EngineOptions
{
    /// <summary>Workers, each with its own customers; 1 to 64, by default one per core.</summary>
    public int Partitions { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, Slots.Count);

    /// <summary>Most transactions that a worker applies before it hands them to the commit; 1 to 65,536, by default 4,096.</summary>
    public int MaxBatch { get; init; } = 4096;

    /// <summary>Most transactions that may wait to be applied or committed; at least 1, by default 65,536. It bounds memory.</summary>
    public int QueueCapacity { get; init; } = 65_536;

    /// <summary>Most batches of one worker that may wait for their commit; 1 to 16, by default 4.</summary>
    public int MaxUnitsInFlight { get; init; } = 4;

    /// <summary>
    /// Transactions after which changed states are written, or four times as many as there are such states where that is
    /// more; at least 1, by default 50,000. It bounds recovery.
    /// </summary>
    public long CheckpointTransactions { get; init; } = 50_000;

    /// <summary>Time after which changed states are written; more than zero, by default a minute.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>States that are written along with one batch while a checkpoint goes on; 1 to 65,536, by default 512.</summary>
    public int CheckpointStatesPerUnit { get; init; } = 512;

    /// <summary>The clock in force; by default the wall clock.</summary>
    public ClockKind Clock { get; init; } = ClockKind.Wall;

    /// <summary>How often customers hear that time passed, by the clock in force; a minute to a day, by default an hour.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Customers kept in memory; the least recently active ones beyond it sleep in the store. At least 1, by default 100,000.
    /// Those whose changed state is not written yet come on top: per worker and unit (<see cref="MaxUnitsInFlight"/> and the one
    /// in the making) at most <see cref="MaxBatch"/> by transactions, and 1,152 by a tick; while starting at most 8,192 in all.
    /// </summary>
    public int MaxActiveCustomers { get; init; } = 100_000;

    /// <summary>Neighbours in a slot that hear a tick together.</summary>
    internal int TickRun { get; init; } = 128;

    /// <summary>Age past which an effect is history and not news: interventions lapse, nothing is published. By default three days.</summary>
    public TimeSpan NewsLifetime { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long callers wait for a store that fails before they hear of it; by default five seconds.</summary>
    public TimeSpan CommitPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the property and its rule.</exception>
    public void Validate()
    {
        Require(Partitions is >= 1 and <= Slots.Count, nameof(Partitions), Partitions, "must be 1 to 64");
        Require(MaxBatch is >= 1 and <= 65_536, nameof(MaxBatch), MaxBatch, "must be 1 to 65,536");
        Require(QueueCapacity >= 1, nameof(QueueCapacity), QueueCapacity, "must be at least 1");
        Require(MaxUnitsInFlight is >= 1 and <= 16, nameof(MaxUnitsInFlight), MaxUnitsInFlight, "must be 1 to 16");
        Require(CheckpointTransactions >= 1, nameof(CheckpointTransactions), CheckpointTransactions, "must be at least 1");
        Require(CheckpointInterval > TimeSpan.Zero, nameof(CheckpointInterval), CheckpointInterval, "must be more than zero");
        Require(CheckpointStatesPerUnit is >= 1 and <= 65_536, nameof(CheckpointStatesPerUnit), CheckpointStatesPerUnit, "must be 1 to 65,536");
        Require(Enum.IsDefined(Clock), nameof(Clock), Clock, "must be Wall or Event");
        Require(TickInterval >= TimeSpan.FromMinutes(1) && TickInterval <= TimeSpan.FromDays(1), nameof(TickInterval), TickInterval, "must be a minute to a day");
        Require(MaxActiveCustomers >= 1, nameof(MaxActiveCustomers), MaxActiveCustomers, "must be at least 1");
        Require(NewsLifetime > TimeSpan.Zero, nameof(NewsLifetime), NewsLifetime, "must be more than zero");
        Require(CommitPatience > TimeSpan.Zero, nameof(CommitPatience), CommitPatience, "must be more than zero");
    }

    private static void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(property, value, $"{property} {rule}.");
    }
}
