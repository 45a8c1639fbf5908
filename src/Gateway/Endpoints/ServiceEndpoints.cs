using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>The service itself: its figures, its features.</summary>
internal static class ServiceEndpoints
{
    /// <summary>Under which the API page lists what is about the service itself.</summary>
    public const string Tag = "Service";

    public static void MapService(this IEndpointRouteBuilder routes)
    {
        var service = routes.MapGroup("").WithTags(Tag);
        service.MapGet("/stats", (IRiskService risk) => TypedResults.Ok(risk.GetStats().ToDocument()))
            .WithSummary("Figures of the moment")
            .Produces<StatsDocument>();
        service.MapGet("/features", GetFeatures)
            .WithSummary("The features that the model reads, in its order")
            .Produces<FeaturePage>();
    }

    private static Ok<FeaturePage> GetFeatures() => TypedResults.Ok(new FeaturePage(
        [
            .. FeatureCatalogue.All.Select(f => new FeatureDescription
            {
                Name = f.Name,
                Family = WireNames<FeatureFamily>.Of(f.Family),
                Unit = f.Unit,
                Windows = f.Windows,
                Formula = f.Formula,
                WhenAbove = f.WhenAbove,
                WhenBelow = f.WhenBelow,
                Neutral = f.Neutral,
                Least = f.Range.Least,
                Most = f.Range.Most,
                LeastObserved = f.Range.Observed?.Least,
                MostObserved = f.Range.Observed?.Most,
                Whole = f.Range.IsWhole,
                WholeObserved = f.Range.IsObservedWhole,
                Actionable = f.Action.Lever is not null,
                ActionableFrom = f.Action.From is { } side ? WireNames<AdverseSide>.Of(side) : null,
                Lever = f.Action.Lever?.Name,
                ActionReason = f.Action.Reason,
            }),
        ],
        FeatureCatalogue.Version));
}
