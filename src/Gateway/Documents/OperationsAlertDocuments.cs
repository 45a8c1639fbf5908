using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Writes alerts for the operations team.</summary>
internal static class OperationsAlertDocuments
{
    public static OperationsAlertDocument ToDocument(this OperationsAlert alert) => new(
        WireNames<AlertCondition>.Of(alert.Latest.Condition), alert.Latest.Subject, alert.Latest.Value, alert.Latest.Threshold, alert.FirstAt, alert.LastAt, alert.OverAt, alert.Latest.Message);
}
