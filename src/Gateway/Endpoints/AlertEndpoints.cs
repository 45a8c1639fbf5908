using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>What the operations team should look at.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/alerts", Get)
            .WithTags("Contact")
            .WithSummary("Alerts that are open")
            .WithDescription("One per condition and subject, with figure, threshold, and when it was first and last seen. The hub sends each as alert when it is opened and when it is over.")
            .Produces<OperationsAlertPage>();

    private static Ok<OperationsAlertPage> Get(AlertBook book) => TypedResults.Ok(new OperationsAlertPage([.. book.Open.Select(alert => alert.ToDocument())]));
}
