using System.Text.Json;

namespace PreDelinquency.Gateway.Contracts;

/// <summary>What <see cref="MissedPaymentsRequest"/> looks like while it is read: item by item, so that one that cannot be read is no other's fault.</summary>
public sealed record MissedPaymentsBody
{
    /// <summary>1 to <see cref="MissedPaymentsRequest.Most"/>.</summary>
    public IReadOnlyList<JsonElement>? MissedPayments { get; init; }
}
