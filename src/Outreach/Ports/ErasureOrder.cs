namespace PreDelinquency.Outreach.Ports;

/// <summary>An order to forget a customer.</summary>
/// <param name="CustomerId">Whom.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="Reason">On which ground.</param>
/// <param name="At">When.</param>
public sealed record ErasureOrder(string CustomerId, string By, ErasureReason Reason, DateTimeOffset At);
