using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Gateway.Tests.Doubles;

/// <summary>Things to send and to receive.</summary>
internal static class Sample
{
    public static string Json(string transactionId, string customerId = "c1", string amount = "12.5", string category = "groceries", string timestamp = "2026-03-01T10:00:00Z") =>
        $$"""{"transaction_id":"{{transactionId}}","customer_id":"{{customerId}}","timestamp":"{{timestamp}}","amount":{{amount}},"direction":"debit","category":"{{category}}","channel":"card","status":"completed"}""";

    public static Transaction Transaction(string transactionId, DateTimeOffset timestamp) => new()
    {
        TransactionId = transactionId,
        CustomerId = "c1",
        Timestamp = timestamp,
        Amount = Money.FromDecimal(12.5m),
        Direction = Direction.Debit,
        Category = Category.Groceries,
        Channel = Channel.Card,
        Status = TransactionStatus.Completed,
        DueDate = new DateOnly(2026, 2, 28),
    };

    public static Intervention Intervention(string customerId, RiskLevel level, int number) => new()
    {
        InterventionId = $"{customerId}-i{number}",
        CustomerId = customerId,
        At = MemoryService.Noon,
        EpisodeOpenedOn = new DateOnly(2026, 2, 27),
        Level = level,
        Kind = InterventionKind.ProactiveSupport,
        Channel = ContactChannel.Sms,
        Priority = 2,
        Driver = Driver.IncomeLate,
        Message = "We can move your due date.",
        Probability = 0.5,
        Reasons = [new Reason("income_delay_days", 5, 0, 0.7, "Income is 5 days late.") { Observed = 5, Usual = double.NaN }],
        ModelVersion = "test",
    };

    public static RiskChange Change(string customerId, RiskLevel from, RiskLevel to) => new()
    {
        CustomerId = customerId,
        At = MemoryService.Noon,
        From = from,
        To = to,
        Probability = 0.5,
        Maturity = Maturity.Established,
        Reasons = [],
        ModelVersion = "test",
    };
}
