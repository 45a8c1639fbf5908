namespace PreDelinquency.Trees;

/// <summary>One of equally large bands of rows in order of score.</summary>
/// <param name="Band">1 for the highest scores.</param>
/// <param name="Rows">Rows in the band; not whole where the rows do not divide evenly.</param>
/// <param name="Positives">Rows of label 1 in it; rows of equal score are shared out in proportion.</param>
/// <param name="Lift">The band's rate of label 1 over that of all rows.</param>
/// <param name="CumulativeLift">The same for this band and those above it.</param>
/// <param name="CumulativeRecall">Share of all label 1 in this band and those above it.</param>
public sealed record LiftBand(int Band, double Rows, double Positives, double Lift, double CumulativeLift, double CumulativeRecall);
