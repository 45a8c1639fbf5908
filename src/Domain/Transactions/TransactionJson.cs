using System.Text.Json;
using System.Text.Unicode;

namespace PreDelinquency.Domain.Transactions;

/// <summary>Transactions as JSON objects in snake_case: the one wire format of HTTP, files and Kafka. Unknown fields are passed over, but for a slip in the name of an optional one, which would be lost; repeated ones are refused.</summary>
public static class TransactionJson
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 16 };

    /// <summary>Reads one JSON object and checks it against <see cref="TransactionRules"/>.</summary>
    /// <param name="json">UTF-8 text of exactly one JSON object.</param>
    /// <param name="now">The present, by the clock in force.</param>
    /// <param name="transaction">The valid transaction, or null.</param>
    /// <param name="rejection">Why there is none, with the id where one could be read; or null.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, DateTimeOffset now, out Transaction? transaction, out TransactionRejection? rejection)
    {
        transaction = null;
        rejection = null;
        var fields = default(TransactionFields);
        try
        {
            var error = Utf8.IsValid(json) ? ReadFields(json, ref fields) : "is not valid UTF-8";
            error ??= fields.Missing();
            if (error is null)
            {
                var candidate = fields.ToTransaction();
                error = TransactionRules.Violation(candidate, now);
                if (error is null)
                {
                    transaction = candidate;
                    return true;
                }
            }

            rejection = new TransactionRejection(fields.TransactionId, error);
        }
        catch (JsonException e)
        {
            rejection = new TransactionRejection(fields.TransactionId, $"is not valid JSON: {FirstSentence(e.Message)} at byte {e.BytePositionInLine ?? 0}");
        }

        return false;
    }

    /// <summary>Writes one transaction as a JSON object that <see cref="TryRead"/> reads back equal.</summary>
    public static void Write(Utf8JsonWriter writer, Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(transaction);
        writer.WriteStartObject();
        writer.WriteString("transaction_id"u8, transaction.TransactionId);
        writer.WriteString("customer_id"u8, transaction.CustomerId);
        writer.WriteString("timestamp"u8, transaction.Timestamp);
        writer.WriteNumber("amount"u8, transaction.Amount.ToDecimal());
        writer.WriteString("direction"u8, WireNames<Direction>.Of(transaction.Direction));
        writer.WriteString("category"u8, WireNames<Category>.Of(transaction.Category));
        writer.WriteString("channel"u8, WireNames<Channel>.Of(transaction.Channel));
        writer.WriteString("status"u8, WireNames<TransactionStatus>.Of(transaction.Status));
        if (transaction.BalanceAfter is { } balance)
            writer.WriteNumber("balance_after"u8, balance.ToDecimal());
        if (transaction.Currency is { } currency)
            writer.WriteString("currency"u8, currency);
        if (transaction.Merchant is { } merchant)
            writer.WriteString("merchant"u8, merchant);
        if (transaction.DueDate is { } due)
        {
            Span<char> text = stackalloc char[10];
            due.TryFormat(text, out var length, "yyyy-MM-dd");
            writer.WriteString("due_date"u8, text[..length]);
        }

        writer.WriteEndObject();
    }

    private static string? ReadFields(ReadOnlySpan<byte> json, ref TransactionFields fields)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return "must be a JSON object";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // No field of ours needs an escape in its name; unescaping one may fail.
            var error = reader.ValueIsEscaped ? TransactionFields.PassOver(ref reader) : fields.Read(ref reader);
            if (error is not null)
                return error;
        }

        // One more read: anything after the object is an error of the reader's own.
        reader.Read();
        return null;
    }

    private static string FirstSentence(string message)
    {
        var end = message.AsSpan().IndexOf(". ");
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
