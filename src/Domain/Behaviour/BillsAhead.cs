namespace PreDelinquency.Domain.Behaviour;

/// <summary>The regular bills that fall due within the days from which a missed payment would count.</summary>
/// <param name="ByHand">How many the customer paid by hand when they were last due: they need attention as well as money.</param>
/// <param name="ByDebit">How many were collected.</param>
/// <param name="Sum">What they came to when they were last due, in currency units.</param>
/// <param name="Largest">The largest of them.</param>
public readonly record struct BillsAhead(int ByHand, int ByDebit, double Sum, double Largest);
