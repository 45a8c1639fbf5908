using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Pages of a customer's past.</summary>
internal static class HistoryDocuments
{
    /// <summary>
    /// How many more than a page are fetched, so that what happened at one instant is not torn apart between two pages:
    /// the next page starts before the last instant of this one.
    /// </summary>
    public const int Lookahead = 100;

    /// <summary>The longest page; with <see cref="Lookahead"/> it stays under what the service gives at once.</summary>
    public const int LongestPage = 900;

    public static HistoryDocument ToDocument(this CustomerHistory history, int limit)
    {
        var transactions = PageLength(history.Transactions, limit, t => t.Timestamp, out var nextTransaction);
        var scores = PageLength(history.Scores, limit, s => s.At, out var nextScore);
        var interventions = PageLength(history.Interventions, limit, i => i.Intervention.At, out var nextIntervention);
        return new HistoryDocument
        {
            CustomerId = history.CustomerId,
            Transactions = new TransactionPage([.. history.Transactions.Take(transactions).Select(ToDocument)], nextTransaction),
            Scores = new ScorePage([.. history.Scores.Take(scores).Select(RiskDocuments.ToDocument)], nextScore),
            Interventions = new PastInterventionPage([.. history.Interventions.Take(interventions).Select(RiskDocuments.ToDocument)], nextIntervention),
        };
    }

    private static int PageLength<T>(IReadOnlyList<T> items, int limit, Func<T, DateTimeOffset> at, out DateTimeOffset? nextBefore)
    {
        nextBefore = null;
        if (items.Count <= limit)
            return items.Count;
        var last = at(items[limit - 1]);
        var length = limit;
        while (length < items.Count && at(items[length]) == last)
            length++;
        nextBefore = last;
        return length;
    }

    private static TransactionDocument ToDocument(Transaction transaction) => new()
    {
        TransactionId = transaction.TransactionId,
        CustomerId = transaction.CustomerId,
        Timestamp = transaction.Timestamp,
        Amount = transaction.Amount.ToDecimal(),
        Direction = WireNames<Direction>.Of(transaction.Direction),
        Category = WireNames<Category>.Of(transaction.Category),
        Channel = WireNames<Channel>.Of(transaction.Channel),
        Status = WireNames<TransactionStatus>.Of(transaction.Status),
        BalanceAfter = transaction.BalanceAfter?.ToDecimal(),
        Currency = transaction.Currency,
        Merchant = transaction.Merchant,
        DueDate = transaction.DueDate,
    };
}
