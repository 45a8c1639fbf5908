using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// A customer's behaviour as of a local day, from which every feature is computed. A window of n days is the half-open
/// span [as-of day − n + 1, as-of day + 1) of local days; "usual" is the decayed mean over all days before the 30-day
/// window, NaN where those are fewer than 30.
/// </summary>
public ref struct BehaviourView
{
    /// <summary>Length of the buffer that a view is made on.</summary>
    public const int BufferLength = 6 * Measures.Count;

    /// <summary>Fewest days before the 30-day window from which a habit is read.</summary>
    public const int FewestBaselineDays = 30;

    /// <summary>Share of the usual outflow that is added to both sides of a ratio, so that trifles stay small.</summary>
    public const double Damping = 0.02;

    /// <summary>Kinds of bills in <see cref="Bills"/>.</summary>
    public const int BillKinds = BillDays.Kinds;

    /// <param name="buffer">Scratch of <see cref="BufferLength"/>, cleared here.</param>
    /// <param name="bills">Scratch of <see cref="BillKinds"/>.</param>
    public BehaviourView(Span<double> buffer, Span<BillRhythm> bills)
    {
        Bills = bills[..BillKinds];
        buffer = buffer[..BufferLength];
        buffer.Clear();
        Sum7 = buffer[..Measures.Count];
        Count7 = buffer.Slice(Measures.Count, Measures.Count);
        Sum30 = buffer.Slice(2 * Measures.Count, Measures.Count);
        Count30 = buffer.Slice(3 * Measures.Count, Measures.Count);
        UsualSum = buffer.Slice(4 * Measures.Count, Measures.Count);
        UsualCount = buffer.Slice(5 * Measures.Count, Measures.Count);
    }

    /// <summary>Sums over 7 days by measure, in currency units (days, for delays).</summary>
    public Span<double> Sum7 { get; }

    public Span<double> Count7 { get; }

    public Span<double> Sum30 { get; }

    public Span<double> Count30 { get; }

    /// <summary>Usual sums over 30 days, of the measures that have one.</summary>
    public Span<double> UsualSum { get; }

    /// <summary>Usual counts over 30 days, of the measures whose count some feature uses.</summary>
    public Span<double> UsualCount { get; }

    /// <summary>Usual number of transactions over 30 days.</summary>
    public double UsualTransactions { get; set; }

    /// <summary>The local day as of which the view is made, a day number.</summary>
    public int AsOfDay { get; set; }

    /// <summary>Local day of the latest transaction.</summary>
    public int LatestDay { get; set; }

    public IncomeRhythm Income { get; set; }

    /// <summary>Per measure of <see cref="Measures.Obligations"/>.</summary>
    public Span<BillRhythm> Bills { get; }

    /// <summary>The latest known balance, in currency units; all balances NaN where not known.</summary>
    public double Balance { get; set; }

    /// <summary>Lowest balance within 7 days.</summary>
    public double LowestBalance7 { get; set; }

    /// <summary>Highest closing balance within 30 days.</summary>
    public double HighestClosing30 { get; set; }

    /// <summary>Mean closing balance of the last 7 days.</summary>
    public double MeanClosing7 { get; set; }

    /// <summary>Mean closing balance of the 23 days before those.</summary>
    public double MeanClosing8To30 { get; set; }

    /// <summary>Days of the last 30 whose lowest balance was below zero.</summary>
    public int OverdrawnDays30 { get; set; }

    /// <summary>Days of the last 30 whose lowest balance was below one day's usual outflow.</summary>
    public int NearZeroDays30 { get; set; }

    /// <summary>Usual closing balance.</summary>
    public double UsualClosing { get; set; }

    /// <summary>Usual lowest balance of a day.</summary>
    public double UsualLowest { get; set; }

    /// <summary>Total variation, 0 to 1, between the merchants paid within 30 days and those usually paid.</summary>
    public double MerchantShift { get; set; }

    /// <summary>Bills that fall due 11 to 26 days ahead, and so would count as missed 15 to 30 days ahead.</summary>
    public BillsAhead BillsAhead { get; set; }

    /// <summary>How bills with a due date were ever paid.</summary>
    public PaymentRecord Payments { get; set; }

    /// <summary>Put into savings and not drawn since, in currency units; at least 0.</summary>
    public double KnownSavings { get; set; }

    /// <summary>The latest day on which something was drawn from savings, a day number; 0 where there was none.</summary>
    public int SavingsDrawnDay { get; set; }

    /// <summary>The lowest balance ever, in currency units; positive infinity where none was known.</summary>
    public double LowestBalanceEver { get; set; }

    /// <summary>Days since the latest failed or returned debit; 30 where there was none within them.</summary>
    public int DaysSinceFailed { get; set; }

    /// <summary>All debits but savings over 7 days.</summary>
    public double Outflow7 { get; private set; }

    /// <summary>All debits but savings over 30 days.</summary>
    public double Outflow30 { get; private set; }

    /// <summary>Usual outflow over 30 days: the customer's own yardstick for amounts. NaN where not known or nothing.</summary>
    public double UsualOutflow { get; private set; }

    /// <summary>What is added to both sides of a ratio of amounts.</summary>
    public double Damper { get; private set; }

    /// <summary>1 / <see cref="UsualOutflow"/>.</summary>
    public double PerUsualOutflow { get; private set; }

    /// <summary>Settles what follows from the sums; called once they are filled.</summary>
    public void Settle()
    {
        Outflow7 = MeasureSets.Outflow.Of(Sum7);
        Outflow30 = MeasureSets.Outflow.Of(Sum30);
        var usual = MeasureSets.Outflow.Of(UsualSum);
        UsualOutflow = usual > 0 ? usual : double.NaN;
        Damper = Damping * UsualOutflow;
        PerUsualOutflow = 1 / UsualOutflow;
    }
}
