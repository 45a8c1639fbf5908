namespace PreDelinquency.Monitoring;

/// <summary>What comes of flagging everybody from one probability on.</summary>
/// <param name="Threshold">The least probability that is flagged.</param>
/// <param name="Recall">Of scores before a missed payment, the share flagged.</param>
/// <param name="FalseRate">Of the other scores, the share flagged.</param>
/// <param name="Precision">Of the flagged, the share that a missed payment followed.</param>
public readonly record struct CurvePoint(double Threshold, double Recall, double FalseRate, double Precision);
