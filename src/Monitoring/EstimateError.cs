namespace PreDelinquency.Monitoring;

/// <summary>How far an estimated AUC lies from what came, over the same scores.</summary>
/// <param name="Auc">Estimated less realised.</param>
/// <param name="AucInterval">As customers might have been others.</param>
public sealed record EstimateError(double Auc, Interval AucInterval)
{
    /// <summary>Whether chance alone explains it.</summary>
    public bool IsChance => !(AucInterval.Low > 0 || AucInterval.High < 0);
}
