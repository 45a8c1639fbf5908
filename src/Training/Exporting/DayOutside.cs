namespace PreDelinquency.Training.Exporting;

/// <summary>A day that was asked for and that the data do not reach.</summary>
/// <param name="Day">The day.</param>
/// <param name="IsAfter">Whether it lies after the last transaction, else before the first.</param>
/// <param name="Nearest">The local day of that transaction.</param>
public sealed record DayOutside(DateOnly Day, bool IsAfter, DateOnly Nearest);
