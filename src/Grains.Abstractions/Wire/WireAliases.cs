using Orleans.Serialization.Configuration;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

[assembly: TypeManifestProvider(typeof(PreDelinquency.Grains.Abstractions.Wire.WireAliases))]

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>Names under which types that know nothing of Orleans are called on the wire, wherever they live in the code.</summary>
internal sealed class WireAliases : TypeManifestProviderBase
{
    protected override void ConfigureInner(TypeManifestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var aliases = options.WellKnownTypeAliases;
        aliases.Add("predelinquency.transaction", typeof(Transaction));
        aliases.Add("predelinquency.missed-payment", typeof(MissedPayment));
        aliases.Add("predelinquency.profile", typeof(CustomerProfile));
        aliases.Add("predelinquency.profile-obligation", typeof(ProfileObligation));
        aliases.Add("predelinquency.assumption", typeof(Assumption));
        aliases.Add("predelinquency.risk-score", typeof(RiskScore));
        aliases.Add("predelinquency.shadow-score", typeof(ShadowScore));
        aliases.Add("predelinquency.reason", typeof(Reason));
        aliases.Add("predelinquency.risk-assessment", typeof(RiskAssessment));
        aliases.Add("predelinquency.risk-change", typeof(RiskChange));
        aliases.Add("predelinquency.score-point", typeof(ScorePoint));
        aliases.Add("predelinquency.intervention", typeof(Intervention));
        aliases.Add("predelinquency.sequenced-intervention", typeof(SequencedIntervention));
        aliases.Add("predelinquency.ingest-outcome", typeof(IngestOutcome));
        aliases.Add("predelinquency.history-cursor", typeof(HistoryCursor));
        aliases.Add("predelinquency.customer-history", typeof(CustomerHistory));
        aliases.Add("predelinquency.customer-view", typeof(CustomerView));
        aliases.Add("predelinquency.past-features", typeof(PastFeatures));
        aliases.Add("predelinquency.customer-summary", typeof(CustomerSummary));
        aliases.Add("predelinquency.listed-customer", typeof(ListedCustomer));
        aliases.Add("predelinquency.front-runner", typeof(FrontRunner));
        aliases.Add("predelinquency.shard-figures", typeof(ShardFigures));
        aliases.Add("predelinquency.service-unavailable", typeof(ServiceUnavailableException));
        aliases.Add("predelinquency.store-failure", typeof(StoreException));
        aliases.Add("predelinquency.state-conflict", typeof(StateConflictException));
    }
}
