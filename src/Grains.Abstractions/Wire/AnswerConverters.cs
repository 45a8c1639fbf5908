using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Abstractions.Wire;

[RegisterConverter]
internal sealed class AnswerConverters :
    IConverter<IngestOutcome, IngestOutcomeSurrogate>, IConverter<HistoryCursor, HistoryCursorSurrogate>, IConverter<CustomerHistory, CustomerHistorySurrogate>,
    IConverter<CustomerView, CustomerViewSurrogate>, IConverter<PastFeatures, PastFeaturesSurrogate>
{
    public IngestOutcome ConvertFromSurrogate(in IngestOutcomeSurrogate surrogate) => new((Applied)surrogate.Applied, surrogate.Error);

    public IngestOutcomeSurrogate ConvertToSurrogate(in IngestOutcome value) => new() { Applied = (byte)value.Applied, Error = value.Error };

    public HistoryCursor ConvertFromSurrogate(in HistoryCursorSurrogate surrogate) => new(surrogate.At, surrogate.Position);

    public HistoryCursorSurrogate ConvertToSurrogate(in HistoryCursor value) => new() { At = value.At, Position = value.Position };

    public CustomerHistory ConvertFromSurrogate(in CustomerHistorySurrogate surrogate) => new()
    {
        CustomerId = surrogate.CustomerId,
        Transactions = new HistoryPage<Transaction>(surrogate.Transactions, surrogate.NextTransactions),
        Scores = new HistoryPage<ScorePoint>(surrogate.Scores, surrogate.NextScores),
        Interventions = new HistoryPage<SequencedIntervention>(surrogate.Interventions, surrogate.NextInterventions),
    };

    public CustomerHistorySurrogate ConvertToSurrogate(in CustomerHistory value) => new()
    {
        CustomerId = value.CustomerId,
        Transactions = [.. value.Transactions.Items],
        NextTransactions = value.Transactions.Next,
        Scores = [.. value.Scores.Items],
        NextScores = value.Scores.Next,
        Interventions = [.. value.Interventions.Items],
        NextInterventions = value.Interventions.Next,
    };

    public CustomerView ConvertFromSurrogate(in CustomerViewSurrogate surrogate) => new()
    {
        CustomerId = surrogate.CustomerId,
        Profile = surrogate.Profile,
        Assessment = surrogate.Assessment,
        Features = surrogate.Features,
        TransactionCount = surrogate.TransactionCount,
        HistoryDays = surrogate.HistoryDays,
        LatestEvent = surrogate.LatestEvent,
        EpisodeOpenedOn = surrogate.EpisodeOpenedOn,
    };

    public CustomerViewSurrogate ConvertToSurrogate(in CustomerView value) => new()
    {
        CustomerId = value.CustomerId,
        Profile = value.Profile,
        Assessment = value.Assessment,
        Features = [.. value.Features],
        TransactionCount = value.TransactionCount,
        HistoryDays = value.HistoryDays,
        LatestEvent = value.LatestEvent,
        EpisodeOpenedOn = value.EpisodeOpenedOn,
    };

    public PastFeatures ConvertFromSurrogate(in PastFeaturesSurrogate surrogate) => new()
    {
        CustomerId = surrogate.CustomerId,
        AsOf = surrogate.AsOf,
        Day = surrogate.Day,
        TransactionCount = surrogate.TransactionCount,
        Features = surrogate.Features,
        Maturity = (Maturity)surrogate.Maturity,
        Score = surrogate.Score,
    };

    public PastFeaturesSurrogate ConvertToSurrogate(in PastFeatures value) => new()
    {
        CustomerId = value.CustomerId,
        AsOf = value.AsOf,
        Day = value.Day,
        TransactionCount = value.TransactionCount,
        Features = [.. value.Features],
        Maturity = (byte)value.Maturity,
        Score = value.Score,
    };
}
