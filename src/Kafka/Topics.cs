namespace PreDelinquency.Kafka;

/// <summary>The topics, by name. All are keyed by customer, so that what concerns one customer keeps its order.</summary>
public static class Topics
{
    /// <summary>In: one transaction per message, as JSON, in the wire format of HTTP.</summary>
    public const string Transactions = "transactions-stream";

    /// <summary>Out: one recorded score per message, as JSON.</summary>
    public const string Predictions = "predictions-stream";

    /// <summary>Out: one intervention per message, as JSON, in the wire format of HTTP.</summary>
    public const string Interventions = "interventions-stream";

    /// <summary>Out: what could not be taken, as it came, with the reason in the header <c>error</c>.</summary>
    public const string DeadLetters = "transactions-dead-letter";

    public static readonly IReadOnlyList<string> All = [Transactions, Predictions, Interventions, DeadLetters];
}
