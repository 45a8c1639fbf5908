namespace PreDelinquency.Gateway.Contracts;

/// <summary>Customers whose risk score lies in a range.</summary>
/// <param name="From">Included.</param>
/// <param name="Below">Left out; 1 of the last bin is included.</param>
/// <param name="Customers">How many.</param>
public sealed record ScoreBinDocument(double From, double Below, int Customers);
