namespace PreDelinquency.Gateway.Contracts;

/// <summary>How far the estimated AUC lies from what came, over the same scores. Where the interval holds 0, chance explains it.</summary>
/// <param name="Auc">Estimated less realised; below 0 where estimates are too low.</param>
/// <param name="AucLow">Lower end of the interval at 95%, as customers might have been others.</param>
/// <param name="AucHigh">Upper end.</param>
public sealed record EstimateErrorDocument(double Auc, double? AucLow, double? AucHigh);
