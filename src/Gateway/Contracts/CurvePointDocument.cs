namespace PreDelinquency.Gateway.Contracts;

/// <summary>What comes of flagging everybody from one score on.</summary>
/// <param name="Threshold">The least score that is flagged.</param>
/// <param name="Recall">Of scores before a missed payment, the share flagged.</param>
/// <param name="FalseRate">Of the other scores, the share flagged.</param>
/// <param name="Precision">Of the flagged, the share that a missed payment followed.</param>
public sealed record CurvePointDocument(double Threshold, double Recall, double FalseRate, double Precision);
