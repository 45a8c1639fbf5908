using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Models;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Problems;
using PreDelinquency.Outreach.People;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>The registry of models: what is in it, who has which role, and the changes of that.</summary>
internal static class ModelEndpoints
{
    private const string CardFile = "model-card.md";

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("Models").AddEndpointFilter(AnswerRefusalsAsync).ProducesProblem(StatusCodes.Status400BadRequest);
        models.MapGet("", ListAsync)
            .WithSummary("The registered models, their roles, and which of them score now")
            .Produces<ModelPage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        models.MapGet("/history", HistoryAsync)
            .WithSummary("Changes of roles, latest first")
            .Produces<RoleHistoryPage>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        models.MapGet("/{version}", FindAsync)
            .WithSummary("One model with its card")
            .Produces<ModelDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Changes(models.MapPost("/{version}/promote", PromoteAsync)
            .Takes(PersonRole.Model)
            .WithSummary("Makes a model the champion")
            .WithDescription("Nothing pauses: batches that have come in are judged by the champion so far, those after it by the new one. A model trained on other features than this program computes is refused with their names. One that is unproven (its doubts are not empty) is refused with 409, unless force is true; the history then says so. The champion again changes nothing, proven or not.")
            .MayTakeBody<PersonRequest>(RequestBody.DocumentLimit));
        Changes(models.MapPost("/rollback", RollbackAsync)
            .Takes(PersonRole.Model)
            .WithSummary("Makes the previous champion the champion again")
            .WithDescription("The champion that was left is the previous one then, so that a second rollback swaps forward again. A previous champion that is unproven (its doubts are not empty) is refused with 409, unless force is true; the history then says so.")
            .MayTakeBody<PersonRequest>(RequestBody.DocumentLimit));
        Changes(models.MapPost("/{version}/rollback", RollbackFromAsync)
            .Takes(PersonRole.Model)
            .WithSummary("Makes the previous champion the champion again, if this version is the champion")
            .WithDescription("404 where there is no such model, 409 where another one is the champion by now, so that two people who roll back at once do not undo each other; and as /models/rollback does without force, where the previous one is unproven.")
            .MayTakeBody<PersonRequest>(RequestBody.DocumentLimit));
        Changes(models.MapPut("/roles/{role}", AssignAsync)
            .Takes(PersonRole.Model)
            .WithSummary("Gives the role of challenger or shadow to a model, or to nobody")
            .TakesBody<RoleRequest>(RequestBody.DocumentLimit));
    }

    private static void Changes(RouteHandlerBuilder route) => route
        .Produces<ModelPage>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<ModelPage>> ListAsync(IModelRegistry registry, IRiskService service, CancellationToken cancellationToken) =>
        TypedResults.Ok(await PageAsync(registry, service, await registry.ReadRolesAsync(cancellationToken), cancellationToken));

    private static async Task<Results<Ok<RoleHistoryPage>, ProblemHttpResult>> HistoryAsync(
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "before_revision")] string? beforeRevision, string? limit, IModelRegistry registry, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var before = query.Number("before_revision", beforeRevision, 1, long.MaxValue, absent: long.MaxValue);
        var most = query.Number("limit", limit, 1, 1000, absent: 100);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var changes = await registry.ReadHistoryAsync(before, most, cancellationToken);
        return TypedResults.Ok(new RoleHistoryPage([.. changes.Select(ModelDocuments.ToDocument)], changes is [.., { Roles.Revision: > 1 and var last }] ? last : null));
    }

    private static async Task<Ok<ModelDocument>> FindAsync(string version, IModelRegistry registry, CancellationToken cancellationToken)
    {
        var bundle = await registry.ReadAsync(version, cancellationToken);
        var roles = await registry.ReadRolesAsync(cancellationToken);
        var model = (await registry.ListAsync(cancellationToken)).Models.SingleOrDefault(m => m.Version == version)
            ?? throw new ModelRegistryException($"Model {version} was taken out of the registry meanwhile.") { Kind = RegistryProblem.Unknown };
        return TypedResults.Ok(model.ToDocument(roles, bundle.TextOf(CardFile)));
    }

    private static async Task<Results<Ok<ModelPage>, ProblemHttpResult>> PromoteAsync(
        string version, string? force, HttpRequest request, IModelRegistry registry, RegistryFollower follower, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var isForced = query.Flag("force", force);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var (by, problem) = await ReadPersonAsync(request, cancellationToken);
        if (problem is not null)
            return problem;
        await registry.PromoteAsync(version, isForced, by, cancellationToken);
        return await FollowedAsync(registry, follower, service, cancellationToken);
    }

    private static Task<Results<Ok<ModelPage>, ProblemHttpResult>> RollbackAsync(
        string? force, HttpRequest request, IModelRegistry registry, RegistryFollower follower, IRiskService service, CancellationToken cancellationToken) =>
        RollbackFromAsync(null, force, request, registry, follower, service, cancellationToken);

    private static async Task<Results<Ok<ModelPage>, ProblemHttpResult>> RollbackFromAsync(
        string? version, string? force, HttpRequest request, IModelRegistry registry, RegistryFollower follower, IRiskService service, CancellationToken cancellationToken)
    {
        var query = default(Query);
        var isForced = query.Flag("force", force);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        var (by, problem) = await ReadPersonAsync(request, cancellationToken);
        if (problem is not null)
            return problem;
        await registry.RollbackAsync(version, isForced, by, cancellationToken);
        return await FollowedAsync(registry, follower, service, cancellationToken);
    }

    private static async Task<Results<Ok<ModelPage>, ProblemHttpResult>> AssignAsync(
        string role, HttpRequest request, IModelRegistry registry, RegistryFollower follower, IRiskService service, CancellationToken cancellationToken)
    {
        if (!RoleNames.TryParse(role, out var named))
            return Problem.Field("role", $"must be one of {string.Join(", ", RoleNames.Given)}");
        var (body, problem) = await RequestBody.ReadAsync(request, GatewayJsonContext.Default.RoleRequest, cancellationToken);
        if (body is null)
            return problem!;
        var query = default(Query);
        var by = body.By is null ? ActingPerson.Of(request)?.Name : ActingPerson.Name(request, ref query, body.By);
        if (query.Problem is { } wrong)
            return Problem.Field(wrong);
        await registry.AssignAsync(named, body.Version, by, cancellationToken);
        return await FollowedAsync(registry, follower, service, cancellationToken);
    }

    /// <summary>Who does it, where the body says so; else that of the token, or nobody.</summary>
    private static async ValueTask<(string? By, ProblemHttpResult? Problem)> ReadPersonAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } ? await OutreachConventions.ReadPersonAsync(request, cancellationToken) : (ActingPerson.Of(request)?.Name, null);

    private static async Task<Ok<ModelPage>> FollowedAsync(IModelRegistry registry, RegistryFollower follower, IRiskService service, CancellationToken cancellationToken) =>
        TypedResults.Ok(await PageAsync(registry, service, await follower.FollowAsync(cancellationToken), cancellationToken));

    private static async Task<ModelPage> PageAsync(IModelRegistry registry, IRiskService service, ModelRoles roles, CancellationToken cancellationToken)
    {
        var listing = await registry.ListAsync(cancellationToken);
        return new ModelPage(roles.ToDocument(), service.Models.ToDocument(), [.. listing.Models.Select(model => model.ToDocument(roles))], listing.Damaged);
    }

    private static async ValueTask<object?> AnswerRefusalsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ModelRegistryException e) when (e.Kind == RegistryProblem.Unknown)
        {
            return Problem.Field(StatusCodes.Status404NotFound, Sentence(e.Message), new ProblemField("version", "is not registered"));
        }
        catch (ModelRegistryException e) when (e.Kind == RegistryProblem.Unproven)
        {
            return Problem.Of(StatusCodes.Status409Conflict, $"{Sentence(e.Message)} With force=true it becomes the champion all the same.");
        }
        catch (ModelRegistryException e)
        {
            return Problem.Of(StatusOf(e.Kind), Sentence(e.Message));
        }
        catch (ModelBundleException e)
        {
            return Problem.Of(StatusCodes.Status409Conflict, Sentence(e.Message));
        }
    }

    private static int StatusOf(RegistryProblem kind) => kind switch
    {
        RegistryProblem.Conflict => StatusCodes.Status409Conflict,
        RegistryProblem.Invalid => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..];
}
