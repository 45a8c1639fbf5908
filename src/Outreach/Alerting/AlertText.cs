using System.Globalization;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>Alerts in words.</summary>
public static class AlertText
{
    /// <summary>Like <c>Alert: provider_failing (sms)</c>.</summary>
    public static string Title(OperationsAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return $"{(alert.OverAt is null ? "Alert" : "Over")}: {WireNames<AlertCondition>.Of(alert.Latest.Condition)} ({alert.Latest.Subject.ReplaceLineEndings(" ")})";
    }

    /// <summary>All of it, by lines.</summary>
    public static string Body(OperationsAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {alert.Latest.Message}

            Value: {alert.Latest.Value:0.####}
            Threshold: {alert.Latest.Threshold:0.####}
            First seen: {alert.FirstAt:yyyy-MM-ddTHH:mm:ssK}
            Last seen: {alert.LastAt:yyyy-MM-ddTHH:mm:ssK}
            Over: {(alert.OverAt is { } over ? over.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture) : "no")}

            """).ReplaceLineEndings("\n");
    }
}
