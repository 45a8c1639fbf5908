using System.Globalization;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Pages of a customer's past.</summary>
internal static class HistoryDocuments
{
    public static HistoryDocument ToDocument(this CustomerHistory history) => new()
    {
        CustomerId = history.CustomerId,
        Transactions = new TransactionPage([.. history.Transactions.Items.Select(ToDocument)], Text(history.Transactions.Next)),
        Scores = new ScorePage([.. history.Scores.Items.Select(RiskDocuments.ToDocument)], Text(history.Scores.Next)),
        Interventions = new PastInterventionPage([.. history.Interventions.Items.Select(RiskDocuments.ToDocument)], Text(history.Interventions.Next)),
    };

    // Read back by Query.Place.
    private static string? Text(HistoryCursor? place) =>
        place is { } p ? string.Create(CultureInfo.InvariantCulture, $"{p.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFK}{Query.PlaceSeparator}{p.Position}") : null;

    public static TransactionDocument ToDocument(Transaction transaction) => new()
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
