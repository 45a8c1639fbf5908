namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// How much of what was put into savings cannot have been drawn again: deposits less withdrawals in the order of days, never
/// below nothing, as what is drawn beyond them was there before. The days that left the recent window are folded in once.
/// </summary>
internal struct KnownSavings
{
    /// <summary>At the end of the last folded day, in ten-thousandths.</summary>
    public long Folded { get; private set; }

    /// <summary>Now, in ten-thousandths.</summary>
    public long Now { get; private set; }

    public void Restore(long folded, ReadOnlySpan<DayCell> recent)
    {
        Folded = folded;
        Recount(recent);
    }

    /// <summary>A cell leaves the recent window; cells come in the order of days and measures.</summary>
    public void Fold(DayCell cell) => Folded = After(Folded, cell);

    /// <summary>Counts anew after a cell has changed.</summary>
    public void Recount(ReadOnlySpan<DayCell> recent)
    {
        Now = Folded;
        foreach (var cell in recent)
            Now = After(Now, cell);
    }

    private static long After(long known, DayCell cell) => (Measure)cell.MeasureIndex switch
    {
        Measure.SavingsDrawn => Math.Max(known - cell.Sum, 0),
        Measure.SavingsDeposited => known > long.MaxValue - cell.Sum ? long.MaxValue : known + cell.Sum,
        _ => known,
    };
}
