using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Outreach.Sending;

/// <summary>An alert as a webhook gets it, as JSON in snake_case.</summary>
/// <param name="Condition">Like <c>provider_failing</c>.</param>
/// <param name="Subject">Where: a channel, a level, a feature.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">What it lies beyond.</param>
/// <param name="FirstAt">When it was first seen.</param>
/// <param name="LastAt">When it was last seen.</param>
/// <param name="OverAt">When it was over; null while it is open.</param>
/// <param name="Message">In a sentence.</param>
internal sealed record AlertMessage(string Condition, string Subject, double Value, double Threshold, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset? OverAt, string Message)
{
    public static AlertMessage Of(OperationsAlert alert) =>
        new(WireNames<AlertCondition>.Of(alert.Latest.Condition), alert.Latest.Subject, alert.Latest.Value, alert.Latest.Threshold, alert.FirstAt, alert.LastAt, alert.OverAt, alert.Latest.Message);
}
