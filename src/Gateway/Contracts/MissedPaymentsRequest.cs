namespace PreDelinquency.Gateway.Contracts;

/// <summary>Missed payments to take.</summary>
public sealed record MissedPaymentsRequest
{
    /// <summary>Most of one request.</summary>
    public const int Most = 1000;

    /// <summary>1 to 1,000.</summary>
    public IReadOnlyList<MissedPaymentDocument?>? MissedPayments { get; init; }
}
