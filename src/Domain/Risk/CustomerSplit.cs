namespace PreDelinquency.Domain.Risk;

/// <summary>How training kept customers apart, by a hash of their id in hundredths, from 0: tested on, calibrated on, stopped by; the others grew the trees.</summary>
/// <param name="Hash">Names the hash.</param>
/// <param name="TestPercent">Share of customers whose rows no part of training saw.</param>
/// <param name="CalibrationPercent">Share of customers on whose rows calibration and thresholds were set.</param>
/// <param name="StoppingPercent">Share of customers on whose rows training was stopped.</param>
public sealed record CustomerSplit(string Hash, int TestPercent, int CalibrationPercent, int StoppingPercent);
