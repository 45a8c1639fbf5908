using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Models and roles in their wire form.</summary>
internal static class ModelDocuments
{
    public static ModelDocument ToDocument(this RegisteredModel model, ModelRoles roles, string? card = null)
    {
        var document = model.Document;
        return new ModelDocument
        {
            Version = model.Version,
            Roles = [.. roles.Of(model.Version).Select(RoleNames.Of)],
            CreatedAt = document.CreatedAt,
            RegisteredAt = model.RegisteredAt,
            Fingerprint = model.Fingerprint,
            Usable = document.Mismatch is null,
            Problem = document.Mismatch,
            Doubts = Promotion.Doubts(document),
            Thresholds = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                [RiskLevels.Name(RiskLevel.Medium)] = document.Thresholds.Medium,
                [RiskLevels.Name(RiskLevel.High)] = document.Thresholds.High,
                [RiskLevels.Name(RiskLevel.Critical)] = document.Thresholds.Critical,
            },
            Metrics = document.Metrics.ToDictionary(m => m.Key, m => m.Value.OrNull(), StringComparer.Ordinal),
            Parameters = document.Parameters,
            TrainingData = document.TrainingData,
            Files = model.Files,
            Card = card,
        };
    }

    public static ModelRolesDocument ToDocument(this ModelRoles roles) => new(roles.Revision, roles.Champion, roles.Challenger, roles.Shadow, roles.Previous);

    public static RoleChangeDocument ToDocument(this RoleChange change) => new(change.At, change.Action, change.Roles.ToDocument(), change.By);

    public static ServingDocument ToDocument(this ServedModels models) => new(models.Champion.Version, models.Shadow?.Version);
}
