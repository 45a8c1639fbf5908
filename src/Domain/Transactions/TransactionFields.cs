using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.Domain.Transactions;

/// <summary>The fields of a transaction while its JSON is being read.</summary>
internal struct TransactionFields
{
    /// <summary>No moment and no word is longer in UTF-8, with every character escaped.</summary>
    private const int LongestEscaped = 252;

    // The required ones are missed where their names are wrong.
    private static readonly string[] Optional = ["balance_after", "currency", "merchant", "due_date"];

    public string? TransactionId;
    private string? _customerId;
    private DateTimeOffset? _timestamp;
    private Money? _amount;
    private Direction? _direction;
    private Category? _category;
    private Channel? _channel;
    private TransactionStatus? _status;
    private Money? _balanceAfter;
    private string? _currency;
    private string? _merchant;
    private DateOnly? _dueDate;
    private int _seen;

    /// <summary>Reads the value of the property that the reader stands on; returns what is wrong with it, or null.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("transaction_id"u8))
            return Repeated(0, "transaction_id") ?? ReadText(ref reader, "transaction_id", required: true, out TransactionId);
        if (reader.ValueTextEquals("customer_id"u8))
            return Repeated(1, "customer_id") ?? ReadText(ref reader, "customer_id", required: true, out _customerId);
        if (reader.ValueTextEquals("timestamp"u8))
            return Repeated(2, "timestamp") ?? ReadTimestamp(ref reader);
        if (reader.ValueTextEquals("amount"u8))
            return Repeated(3, "amount") ?? ReadMoney(ref reader, "amount", required: true, out _amount);
        if (reader.ValueTextEquals("direction"u8))
            return Repeated(4, "direction") ?? ReadName(ref reader, "direction", out _direction);
        if (reader.ValueTextEquals("category"u8))
            return Repeated(5, "category") ?? ReadName(ref reader, "category", out _category);
        if (reader.ValueTextEquals("channel"u8))
            return Repeated(6, "channel") ?? ReadName(ref reader, "channel", out _channel);
        if (reader.ValueTextEquals("status"u8))
            return Repeated(7, "status") ?? ReadName(ref reader, "status", out _status);
        if (reader.ValueTextEquals("balance_after"u8))
            return Repeated(8, "balance_after") ?? ReadMoney(ref reader, "balance_after", required: false, out _balanceAfter);
        if (reader.ValueTextEquals("currency"u8))
            return Repeated(9, "currency") ?? ReadText(ref reader, "currency", required: false, out _currency);
        if (reader.ValueTextEquals("merchant"u8))
            return Repeated(10, "merchant") ?? ReadText(ref reader, "merchant", required: false, out _merchant);
        if (reader.ValueTextEquals("due_date"u8))
            return Repeated(11, "due_date") ?? ReadDueDate(ref reader);
        return Mistaken(reader.ValueSpan) ?? PassOver(ref reader);
    }

    /// <summary>Passes over a property that is none of ours: a feed may say more than is asked for.</summary>
    public static string? PassOver(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
        return null;
    }

    // A slip in the name of an optional field would be lost without a word.
    private static string? Mistaken(ReadOnlySpan<byte> name)
    {
        Span<byte> utf8 = stackalloc byte[16];
        foreach (var field in Optional)
        {
            if (NameSlip.IsOneFrom(name, utf8[..Encoding.ASCII.GetBytes(field, utf8)]))
                return $"{Encoding.UTF8.GetString(name)} is not a field of a transaction; {field} is";
        }

        return null;
    }

    /// <summary>Names the first required field that was not there, or null.</summary>
    public readonly string? Missing() =>
        TransactionId is null ? "transaction_id is required"
        : _customerId is null ? "customer_id is required"
        : _timestamp is null ? "timestamp is required"
        : _amount is null ? "amount is required"
        : _direction is null ? "direction is required"
        : _category is null ? "category is required"
        : _channel is null ? "channel is required"
        : _status is null ? "status is required"
        : null;

    public readonly Transaction ToTransaction() => new()
    {
        TransactionId = TransactionId!,
        CustomerId = _customerId!,
        Timestamp = _timestamp!.Value,
        Amount = _amount!.Value,
        Direction = _direction!.Value,
        Category = _category!.Value,
        Channel = _channel!.Value,
        Status = _status!.Value,
        BalanceAfter = _balanceAfter,
        Currency = _currency,
        Merchant = _merchant,
        DueDate = _dueDate,
    };

    /// <summary>Of two values neither is known to be the right one.</summary>
    private string? Repeated(int bit, string field)
    {
        var isRepeated = (_seen & (1 << bit)) != 0;
        _seen |= 1 << bit;
        return isRepeated ? $"{field} must occur only once" : null;
    }

    private static string? ReadText(ref Utf8JsonReader reader, string field, bool required, out string? value)
    {
        value = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null && !required)
            return null;
        if (reader.TokenType != JsonTokenType.String)
            return $"{field} must be a string";
        try
        {
            value = reader.GetString();
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"{field} must be valid Unicode (it holds half of a surrogate pair)";
        }
    }

    private static string? ReadMoney(ref Utf8JsonReader reader, string field, bool required, out Money? value)
    {
        value = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null && !required)
            return null;
        if (reader.TokenType != JsonTokenType.Number)
            return $"{field} must be a number";
        if (!reader.TryGetDecimal(out var amount) || !Money.TryFromDecimal(amount, out var money))
            return $"{field} must have at most {Money.DecimalPlaces} decimal places and lie within ±{Money.Largest.ToDecimal():0}";
        value = money;
        return null;
    }

    private static string? ReadName<T>(ref Utf8JsonReader reader, string field, out T? value)
        where T : struct, Enum
    {
        value = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && WireNames<T>.TryParse(Unescaped(reader, reader.ValueIsEscaped ? stackalloc byte[LongestEscaped] : default), out var known))
        {
            value = known;
            return null;
        }

        return $"{field} must be one of {string.Join(", ", WireNames<T>.All)}";
    }

    /// <summary>The text of a word; empty where it is longer than any word is. Some writers escape more than they must, like the plus of an offset.</summary>
    private static ReadOnlySpan<byte> Unescaped(in Utf8JsonReader reader, Span<byte> room)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        if (reader.ValueSpan.Length > room.Length)
            return default;
        try
        {
            return room[..reader.CopyString(room)];
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: in no word.
            return default;
        }
    }

    private string? ReadTimestamp(ref Utf8JsonReader reader)
    {
        const string Rule = "timestamp must be ISO-8601 with an offset, like 2026-03-01T09:30:00+01:00 or 2026-03-01T08:30:00Z";
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !HasOffset(Unescaped(reader, reader.ValueIsEscaped ? stackalloc byte[LongestEscaped] : default)) || !reader.TryGetDateTimeOffset(out var at))
            return Rule;
        _timestamp = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
        return null;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length >= 17 && (text[^1] is (byte)'Z' || (text.Length >= 22 && text[^6] is (byte)'+' or (byte)'-'));

    private string? ReadDueDate(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType == JsonTokenType.String && TryDate(Unescaped(reader, reader.ValueIsEscaped ? stackalloc byte[LongestEscaped] : default), out var date))
        {
            _dueDate = date;
            return null;
        }

        return "due_date must be a date like 2026-03-01";
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !Utf8Parser.TryParse(text[..4], out int year, out var a) || a != 4
            || !Utf8Parser.TryParse(text[5..7], out int month, out var b) || b != 2
            || !Utf8Parser.TryParse(text[8..], out int day, out var c) || c != 2)
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }
}
