using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Gateway.Watching;
using PreDelinquency.Outreach.People;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>How the live model does: what came of its scores, whom it meets, how it treats them.</summary>
internal static class MonitoringEndpoints
{
    private const string Age = " At says as of when: a few seconds ago or, where a look takes long, up to sixty times as long ago as the latest took.";

    public static void MapMonitoring(this IEndpointRouteBuilder routes)
    {
        var model = routes.MapGroup("/model").WithTags("Live model").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        model.MapGet("/performance", GetPerformanceAsync)
            .WithSummary("What came of scores, and what they expect of themselves")
            .WithDescription("One score per customer and week of the last 26 weeks, and of the latest 8. Figures are realised where it is known who missed a payment (POST /missed_payments), and estimated from the probabilities before (confidence-based): believe says which to take, and estimate_error how far the estimate lay off where both are known. The champion's are held against its own test: an alert is raised where the whole interval of the AUC lies more than 0.05 below it, or that of expected to observed, or of the expected rate to the rate in the test, beyond 1.33 or its inverse; of 50 missed payments or more, come or expected. Where the registry cannot be read only models in use have the figures of their tests; registry_error then says why." + Age)
            .Produces<PerformanceDocument>();
        model.MapGet("/curves", async (ModelWatch watch, CancellationToken cancellationToken) => TypedResults.Ok((await watch.LookAsync(cancellationToken)).ToCurves()))
            .WithSummary("ROC, precision and recall, calibration, lift and lead time of what came of scores")
            .WithDescription("Over the scores of the last 26 weeks, one per customer and week, of which it is known whether a payment was missed (POST /missed_payments)." + Age)
            .Produces<CurvesDocument>();
        model.MapGet("/drift", async (ModelWatch watch, CancellationToken cancellationToken) => TypedResults.Ok((await watch.LookAsync(cancellationToken)).ToDrift()))
            .WithSummary("How the customers of the last 91 days differ from those of the training")
            .WithDescription("The population stability index of the score and of every feature: each customer counts once a day, by the features that it was judged by at the start of that day. Customers of a history under a year are left out, live as in the reference, as their habits are not settled. Of 200 customers or more an index of 0.25 raises an alert once 91 days are observed, of 1 after 14, and of 1 for good where the training rows span under 330 days (reference_days); habits themselves raise none." + Age)
            .Produces<DriftDocument>();
        model.MapGet("/fairness", async (ModelWatch watch, CancellationToken cancellationToken) => TypedResults.Ok((await watch.LookAsync(cancellationToken)).ToFairness()))
            .WithSummary("How age bands and regions, which no model reads, are treated")
            .WithDescription("Ratios and differences of the shares as they are, and beside each the pair of groups that differs most beyond chance, with its interval. Alerts hold treatment against need, among groups of 50 customers or more who missed a payment: where the difference of shares found lies over 0.1, or the ratio of shares helped under 0.8, and is more than chance by its interval. The plain ratios of shares flagged and contacted raise none, as groups that miss fewer payments are flagged and contacted less. Intervals: Wilson's of each share, combined by MOVER (Newcombe 1998; Donner and Zou 2012), corrected for the number of pairs; scores of one customer count as alike (Rao and Scott 1992); those of alerts also for the number of figures, and for looking at any moment of 26 weeks while the window moves on (Slepian 1961). The confidence of each interval stands beside it." + Age)
            .Produces<FairnessDocument>();
        model.MapGet("/alerts", async (ModelWatch watch, CancellationToken cancellationToken) => TypedResults.Ok((await watch.LookAsync(cancellationToken)).ToAlertPage()))
            .WithSummary("What crossed its threshold")
            .WithDescription("Also sent to those who listen, as alerts, whenever something is added or over.")
            .Produces<AlertPage>();
        routes.MapPost("/missed_payments", PostAsync)
            .WithTags("Live model")
            .Takes(PersonRole.Feed)
            .WithSummary("Takes missed payments: what scores are judged by")
            .WithDescription("Up to 1,000 at once, of customers that are known. Answers once they are durable. What cannot be taken, or not be read, is named by its place; the rest is not lost. Of one customer, obligation and due date what is sent last holds, so that a day or an amount can be corrected. Use the missed_on that the model was trained with: for the shipped one the fourth day after due_date. Where books count otherwise, figures are not those of the test; train on the same day.")
            .TakesBody<MissedPaymentsRequest>(RequestBody.DocumentLimit)
            .Produces<MissedPaymentsAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<PerformanceDocument>> GetPerformanceAsync(ModelWatch watch, IModelRegistry registry, IRiskService service, CancellationToken cancellationToken)
    {
        var watched = await watch.LookAsync(cancellationToken);
        var (tests, error) = await TestsAsync(registry, service.Models, cancellationToken);
        return TypedResults.Ok(watched.ToPerformance(tests, error));
    }

    /// <summary>Figures of the tests of all models that are registered or in use; without the registry of those in use, and why.</summary>
    private static async Task<(Dictionary<string, IReadOnlyDictionary<string, double>> Tests, string? Error)> TestsAsync(
        IModelRegistry registry, ServedModels models, CancellationToken cancellationToken)
    {
        var inUse = new[] { models.Champion, models.Shadow }.OfType<ModelBundle>().Select(bundle => bundle.Document);
        var tests = inUse.ToDictionary(document => document.Version, document => document.Metrics, StringComparer.Ordinal);
        try
        {
            var listing = await registry.ListAsync(cancellationToken);
            foreach (var model in listing.Models)
                tests[model.Version] = model.Document.Metrics;
            return (tests, listing.Damaged.Count == 0 ? null : $"Damaged: {string.Join("; ", listing.Damaged.Select(model => $"{model.Key}: {model.Value}"))}");
        }
        catch (ModelRegistryException e)
        {
            // What came of scores is in the store, and the health of the registry is told by GET /health.
            return (tests, e.Message);
        }
    }

    private static async Task<Results<Ok<MissedPaymentsAnswer>, ProblemHttpResult>> PostAsync(HttpRequest request, IRiskService service, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.MissedPaymentsBody, cancellationToken);
        if (body is null)
            return problem!;
        if (body.MissedPayments is not { } documents)
            return Problem.Field("missed_payments", $"is required: a list of 1 to {MissedPaymentsRequest.Most} items, each with customer_id, obligation, due_date, missed_on and amount");
        if (documents.Count is < 1 or > MissedPaymentsRequest.Most)
            return Problem.Field("missed_payments", $"must hold 1 to {MissedPaymentsRequest.Most} items, not {documents.Count}");
        var present = service.Present;
        var rejected = new List<RejectedItem>();
        var payments = new List<(int Index, MissedPayment Payment)>();
        for (var i = 0; i < documents.Count; i++)
        {
            if (MissedPaymentDocuments.TryRead(documents[i], present, out var payment) is { } error)
                rejected.Add(new RejectedItem(i, error));
            else
                payments.Add((i, payment));
        }

        var unknown = (await service.NoteMissedPaymentsAsync([.. payments.Select(p => p.Payment)], cancellationToken)).ToHashSet(ReferenceEqualityComparer.Instance);
        rejected.AddRange(payments.Where(p => unknown.Contains(p.Payment)).Select(p => new RejectedItem(p.Index, $"customer_id {p.Payment.CustomerId} is not known")));
        return TypedResults.Ok(new MissedPaymentsAnswer(documents.Count - rejected.Count, [.. rejected.OrderBy(r => r.Index)]));
    }
}
