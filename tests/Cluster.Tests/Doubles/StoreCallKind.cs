namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>Members of the store that a test can interfere with.</summary>
internal enum StoreCallKind
{
    Load,
    Commit,
    FindIds,
    Bury,
    ReadTotals,
    ReadShard,
    ReadFigures,
    ReadDue,
    ReadHistory,
    ReadInterventions,
    ReadDeadLetters,
    Advance,
}
