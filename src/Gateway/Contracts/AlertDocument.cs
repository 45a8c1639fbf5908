namespace PreDelinquency.Gateway.Contracts;

/// <summary>A figure of the live model that crossed its threshold.</summary>
/// <param name="Kind">drift, performance, calibration or fairness.</param>
/// <param name="Subject">Of what: a feature, a model, a declared group.</param>
/// <param name="Since">When it was first seen, by the stream's clock; a restart of the service begins anew.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">What it crossed.</param>
/// <param name="Message">Both in a sentence.</param>
public sealed record AlertDocument(string Kind, string Subject, DateTimeOffset Since, double Value, double Threshold, string Message);
