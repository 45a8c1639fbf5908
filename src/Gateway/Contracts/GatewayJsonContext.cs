using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace PreDelinquency.Gateway.Contracts;

/// <summary>Everything that leaves or enters as JSON, in snake_case. An unknown field of a request is refused: it is a slip.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ServiceDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(PredictRequest))]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(BatchPredictRequest))]
[JsonSerializable(typeof(BatchPrediction))]
[JsonSerializable(typeof(StatsDocument))]
[JsonSerializable(typeof(CustomerDocument))]
[JsonSerializable(typeof(FeaturesDocument))]
[JsonSerializable(typeof(CounterfactualDocument))]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(HighRiskPage))]
[JsonSerializable(typeof(PortfolioDocument))]
[JsonSerializable(typeof(CustomerPage))]
[JsonSerializable(typeof(InterventionPage))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(FeaturePage))]
[JsonSerializable(typeof(PerformanceDocument))]
[JsonSerializable(typeof(CurvesDocument))]
[JsonSerializable(typeof(DriftDocument))]
[JsonSerializable(typeof(FairnessDocument))]
[JsonSerializable(typeof(AlertPage))]
[JsonSerializable(typeof(MissedPaymentsRequest))]
[JsonSerializable(typeof(MissedPaymentsBody))]
[JsonSerializable(typeof(MissedPaymentDocument))]
[JsonSerializable(typeof(MissedPaymentsAnswer))]
[JsonSerializable(typeof(ModelPage))]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(RoleHistoryPage))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(TransactionDocument))]
[JsonSerializable(typeof(TransactionSampleDocument))]
[JsonSerializable(typeof(RiskChangeDocument))]
[JsonSerializable(typeof(SubscribeAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(IReadOnlyList<ProblemField>))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class GatewayJsonContext : JsonSerializerContext;
