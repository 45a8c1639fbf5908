namespace PreDelinquency.Outreach.Effects;

/// <summary>Whether contacts help, by intention to treat: proposals that could have been sent count by what the draw assigned them to, of each customer the first.</summary>
/// <param name="All">Of all proposals.</param>
/// <param name="ByLevel">In order of level.</param>
/// <param name="ByDriver">In order of driver.</param>
/// <param name="ByChannel">By the channel that each was meant for.</param>
/// <param name="ByTemplate">By the text that each was meant to get.</param>
/// <param name="Balance">By level, whether as many are held out as ought to be, of those whose outcome is known and those that wait for it.</param>
/// <param name="Waiting">Those of which it is not known yet what became of the payments.</param>
/// <param name="Confidence">Of all intervals, 0 to 1.</param>
public sealed record EffectReport(
    Effect All,
    IReadOnlyList<Effect> ByLevel,
    IReadOnlyList<Effect> ByDriver,
    IReadOnlyList<Effect> ByChannel,
    IReadOnlyList<Effect> ByTemplate,
    IReadOnlyList<HoldoutBalance> Balance,
    int Waiting,
    double Confidence)
{
    /// <summary>What does harm.</summary>
    public IEnumerable<Effect> Harmful => ByLevel.Concat(ByDriver).Concat(ByChannel).Concat(ByTemplate).Prepend(All).Where(effect => effect.Verdict == EffectVerdict.Harms);
}
