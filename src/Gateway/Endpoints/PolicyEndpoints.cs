using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using static PreDelinquency.Gateway.Endpoints.OutreachConventions;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>The contact policy in force, and its change by two persons.</summary>
internal static class PolicyEndpoints
{
    private const int ShownChanges = 100;

    public static void MapPolicy(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapOutreachGroup("/policy", "Contact policy");
        policy.MapGet("", async (ServedPolicy served, IOutreachStore store, CancellationToken cancellationToken) => await AnswerAsync(served, store, cancellationToken))
            .WithSummary("The contact policy in force, and what waits to take its place")
            .Produces<PolicyDocument>();
        policy.MapPost("/propose", ProposeAsync)
            .Takes(PersonRole.Policy)
            .WithSummary("One person proposes the policy that lies in the folder")
            .WithDescription("409 where it breaks a rule, is in force, or was proposed already, and where it is not the version that the request names as the one that was read. Where the policy in force does not ask for two persons, a changed folder is taken by itself.")
            .TakesBody<PolicyProposalRequest>(RequestBody.DocumentLimit).Produces<PolicyDocument>().MayRefuse();
        policy.MapPost("/confirm", (HttpRequest request, ServedPolicy served, IOutreachStore store, IRiskService service, CancellationToken cancellationToken) =>
                DecideAsync(request, served, store, service, confirms: true, cancellationToken))
            .Takes(PersonRole.Policy)
            .WithSummary("Another person puts it into force")
            .WithDescription("409 for the person who proposed it, and where the folder holds something else by now. Everything that has not gone yet is judged by the new policy.")
            .TakesBody<PolicyDecisionRequest>(RequestBody.DocumentLimit).Produces<PolicyDocument>().MayRefuse();
        policy.MapPost("/reject", (HttpRequest request, ServedPolicy served, IOutreachStore store, IRiskService service, CancellationToken cancellationToken) =>
                DecideAsync(request, served, store, service, confirms: false, cancellationToken))
            .Takes(PersonRole.Policy)
            .WithSummary("A person rejects it, or takes it back")
            .TakesBody<PolicyDecisionRequest>(RequestBody.DocumentLimit).Produces<PolicyDocument>().MayRefuse();
    }

    private static async Task<Results<Ok<PolicyDocument>, ProblemHttpResult>> ProposeAsync(HttpRequest request, ServedPolicy served, IOutreachStore store, IRiskService service, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.PolicyProposalRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        var version = body.Version is null ? null : query.Text("version", body.Version, LongestName);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        await served.ProposeAsync(store, version, by, service.Present, cancellationToken);
        return await AnswerAsync(served, store, cancellationToken);
    }

    private static async Task<Results<Ok<PolicyDocument>, ProblemHttpResult>> DecideAsync(
        HttpRequest request, ServedPolicy served, IOutreachStore store, IRiskService service, bool confirms, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.PolicyDecisionRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = ActingPerson.Name(request, ref query, body.By);
        var version = query.Text("version", body.Version, LongestName);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        return await served.DecideAsync(store, version, by, confirms, service.Present, cancellationToken) is null
            ? Problem.Field(StatusCodes.Status404NotFound, $"Nobody proposed policy {version}.", new ProblemField("version", "was not proposed"))
            : await AnswerAsync(served, store, cancellationToken);
    }

    private static async Task<Ok<PolicyDocument>> AnswerAsync(ServedPolicy served, IOutreachStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(served.ToDocument(await store.ReadPolicyChangesAsync(ShownChanges, cancellationToken)));
}
