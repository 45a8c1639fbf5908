using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Running;

/// <summary>Reads proposals off interventions.</summary>
internal static class Proposals
{
    /// <summary>One that an earlier version proposed does not say when its episode opened: it is taken as opened when it was proposed, so that it is withdrawn rather than sent twice.</summary>
    public static Proposal ToProposal(this Intervention intervention) => new()
    {
        ContactId = intervention.InterventionId,
        CustomerId = intervention.CustomerId,
        EpisodeId = Proposal.EpisodeIdOf(intervention.CustomerId, intervention.EpisodeOpenedOn ?? DateOnly.FromDateTime(intervention.At.DateTime)),
        Level = intervention.Level,
        Driver = intervention.Driver,
        Probability = intervention.Probability,
        Reasons = intervention.Reasons,
        At = intervention.At,
        ModelVersion = intervention.ModelVersion,
    };
}
