using System.Buffers;
using System.Text;
using System.Text.Json;
using PreDelinquency.Domain.Tests.Behaviour;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Transactions;

public sealed class TransactionJsonTests
{
    private const string Good = """{"transaction_id":"t1","customer_id":"c1","timestamp":"2026-03-01T09:30:00+01:00","amount":12.5,"direction":"debit","category":"groceries","channel":"card","status":"completed"}""";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_required_fields_make_a_transaction()
    {
        var t = Read(Good);

        Assert.Equal(("t1", "c1", 12.5m), (t.TransactionId, t.CustomerId, t.Amount.ToDecimal()));
        Assert.Equal((Direction.Debit, Category.Groceries, Channel.Card, TransactionStatus.Completed), (t.Direction, t.Category, t.Channel, t.Status));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(1)), t.Timestamp);
        Assert.Equal(TimeSpan.FromHours(1), t.Timestamp.Offset);
        Assert.Null(t.BalanceAfter);
    }

    [Fact]
    public void The_optional_fields_are_read()
    {
        var t = Read(Good[..^1] + ""","balance_after":-3.25,"currency":"CZK","merchant":"Café","due_date":"2026-02-28"}""");

        Assert.Equal((-3.25m, "CZK", "Café", new DateOnly(2026, 2, 28)), (t.BalanceAfter!.Value.ToDecimal(), t.Currency, t.Merchant, t.DueDate));
    }

    [Theory]
    [InlineData("merchnt", "merchant")]
    [InlineData("balance_afer", "balance_after")]
    [InlineData("balance_aftre", "balance_after")]
    [InlineData("currencyy", "currency")]
    [InlineData("due-date", "due_date")]
    public void A_slip_in_the_name_of_an_optional_field_is_told(string name, string field) =>
        Assert.Equal($"{name} is not a field of a transaction; {field} is", Refused($"{Good[..^1]},\"{name}\":null}}").Error);

    [Theory]
    [InlineData("extra")]
    [InlineData("merchant_category")]
    [InlineData("city")]
    [InlineData("date")]
    public void What_a_feed_says_beside_is_passed_over(string name) =>
        Assert.Equal(Read(Good), Read($"{Good[..^1]},\"{name}\":{{\"a\":[1,2]}}}}"));

    [Theory]
    [InlineData("transaction_id")]
    [InlineData("customer_id")]
    [InlineData("timestamp")]
    [InlineData("amount")]
    [InlineData("direction")]
    [InlineData("category")]
    [InlineData("channel")]
    [InlineData("status")]
    [InlineData("balance_after")]
    [InlineData("currency")]
    [InlineData("merchant")]
    [InlineData("due_date")]
    public void A_repeated_field_is_refused_though_both_values_are_equal(string field)
    {
        var whole = Good[..^1] + ""","balance_after":-3.25,"currency":"CZK","merchant":"Café","due_date":"2026-02-28"}""";
        using var document = JsonDocument.Parse(whole);
        var value = document.RootElement.GetProperty(field).GetRawText();

        Assert.Equal($"{field} must occur only once", Refused($"{whole[..^1]},\"{field}\":{value}}}").Error);
    }

    [Theory]
    [InlineData("transaction_id")]
    [InlineData("customer_id")]
    [InlineData("timestamp")]
    [InlineData("amount")]
    [InlineData("direction")]
    [InlineData("category")]
    [InlineData("channel")]
    [InlineData("status")]
    public void A_missing_field_is_named(string field)
    {
        using var document = JsonDocument.Parse(Good);
        var rest = document.RootElement.EnumerateObject().Where(p => p.Name != field).Select(p => $"\"{p.Name}\":{p.Value.GetRawText()}");

        Assert.Equal($"{field} is required", Refused($"{{{string.Join(',', rest)}}}").Error);
    }

    [Theory]
    [InlineData("\"amount\":12.5", "\"amount\":-5", "amount must be more than 0")]
    [InlineData("\"amount\":12.5", "\"amount\":0", "amount must be more than 0")]
    [InlineData("\"amount\":12.5", "\"amount\":1e15", "amount must have at most 4 decimal places and lie within")]
    [InlineData("\"amount\":12.5", "\"amount\":0.00001", "amount must have at most 4 decimal places")]
    [InlineData("\"amount\":12.5", "\"amount\":\"12\"", "amount must be a number")]
    [InlineData("\"amount\":12.5", "\"amount\":1e400", "amount must have")]
    [InlineData("groceries", "food", "category must be one of salary, pension")]
    [InlineData("\"debit\"", "\"out\"", "direction must be one of credit, debit")]
    [InlineData("\"card\"", "7", "channel must be one of")]
    [InlineData("completed", "done", "status must be one of completed, failed, returned, declined")]
    [InlineData("\"c1\"", "\"../../etc\"", "customer_id must be 1 to 64 characters")]
    [InlineData("\"c1\"", "\"\"", "customer_id must be 1 to 64 characters")]
    [InlineData("\"t1\"", "\"\"", "transaction_id must be 1 to 128 characters")]
    [InlineData("\"t1\"", "5", "transaction_id must be a string")]
    [InlineData("\"t1\"", "\"\\ud800\"", "transaction_id must be valid Unicode")]
    [InlineData("2026-03-01T09:30:00+01:00", "2026-03-01T09:30:00", "timestamp must be ISO-8601 with an offset")]
    [InlineData("2026-03-01T09:30:00+01:00", "yesterday", "timestamp must be ISO-8601")]
    [InlineData("2026-03-01T09:30:00+01:00", "1989-12-31T23:59:59Z", "timestamp must not be before 1990")]
    [InlineData("2026-03-01T09:30:00+01:00", "2026-03-05T00:00:00Z", "timestamp must not be more than 2 days after now")]
    [InlineData("2026-03-01T09:30:00+01:00", "9999-12-31T23:59:59-14:00", "timestamp must")]
    [InlineData("\"status\"", "\"due_date\":\"2026-02-30\",\"status\"", "due_date must be a date")]
    [InlineData("\"status\"", "\"due_date\":\"1900-02-01\",\"status\"", "due_date must lie within ten years")]
    [InlineData("\"status\"", "\"currency\":\"euro\",\"status\"", "currency must be three capital letters")]
    [InlineData("\"status\"", "\"balance_after\":\"x\",\"status\"", "balance_after must be a number")]
    public void A_bad_value_is_refused_with_field_and_rule(string part, string instead, string error) =>
        Assert.Contains(error, Refused(Good.Replace(part, instead, StringComparison.Ordinal)).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"transaction_id\":\"x\"", "is not valid JSON")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("7", "must be a JSON object")]
    [InlineData("", "is not valid JSON")]
    [InlineData("nonsense", "is not valid JSON")]
    public void What_is_not_an_object_is_refused(string json, string error) =>
        Assert.Contains(error, Refused(json).Error, StringComparison.Ordinal);

    // As .NET's own writer does with the plus of an offset.
    [Fact]
    public void Values_may_be_escaped_however_the_writer_likes()
    {
        var due = $"{Good[..^1]},\"due_date\":\"2026-02-28\"}}";
        var escaped = $"{Good[..^1]},\"due_date\":\"2026\\u002d02-28\"}}".Replace("+01:00", "\\u002B01:00", StringComparison.Ordinal).Replace("debit", "d\\u0065bit", StringComparison.Ordinal);

        Assert.Equal(Read(due), Read(escaped));
        Assert.Contains("timestamp must be ISO-8601", Refused(Good.Replace("+01:00", "\\ud800", StringComparison.Ordinal)).Error, StringComparison.Ordinal);
        Assert.Contains("direction must be one of", Refused(Good.Replace("debit", string.Concat(Enumerable.Repeat("\\u0065", 100)), StringComparison.Ordinal)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\u0061mount")]
    public void An_escaped_field_name_is_none_of_ours(string name)
    {
        Assert.Equal(Read(Good), Read(Good[..^1] + $",\"{name}\":1}}"));
        Assert.Contains("is required", Refused($"{{\"{name}\":1}}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_after_the_object_is_refused() =>
        Assert.Contains("is not valid JSON", Refused(Good + Good).Error, StringComparison.Ordinal);

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        Assert.False(TransactionJson.TryRead([0xff, 0xfe], Now, out _, out var rejection));
        Assert.Equal("is not valid UTF-8", rejection!.Error);
    }

    [Fact]
    public void A_rejection_carries_the_id_where_it_was_read() =>
        Assert.Equal("t1", Refused(Good.Replace("12.5", "-1", StringComparison.Ordinal)).TransactionId);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_written_is_read_back_equal(int seed)
    {
        foreach (var t in RandomHistory.Of(seed))
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
                TransactionJson.Write(writer, t);
            Assert.True(TransactionJson.TryRead(buffer.WrittenSpan, Now, out var read, out var rejection), rejection?.Error);
            Assert.Equal(t, read);
        }
    }

    [Fact]
    public void Mutated_documents_never_crash_the_reader()
    {
        var random = new Random(11);
        var good = Encoding.UTF8.GetBytes(Good);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToArray();
            for (var m = random.Next(1, 4); m > 0; m--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            var accepted = TransactionJson.TryRead(bytes.AsSpan(0, length), Now, out var t, out var rejection);
            Assert.Equal(accepted, t is not null);
            Assert.Equal(accepted, rejection is null);
        }
    }

    private static Transaction Read(string json)
    {
        Assert.True(TransactionJson.TryRead(Encoding.UTF8.GetBytes(json), Now, out var transaction, out var rejection), rejection?.Error);
        return transaction!;
    }

    private static TransactionRejection Refused(string json)
    {
        Assert.False(TransactionJson.TryRead(Encoding.UTF8.GetBytes(json), Now, out _, out var rejection));
        return rejection!;
    }
}
