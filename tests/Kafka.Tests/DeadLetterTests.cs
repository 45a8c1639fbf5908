using System.Text;
using Confluent.Kafka;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Engine;

namespace PreDelinquency.Kafka.Tests;

/// <summary>Messages that are no transactions, or come too late.</summary>
public sealed class DeadLetterTests : MockedKafkaTests
{
    [Theory]
    [InlineData("{\"customer_id\":\"c\"", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("{\"customer_id\":\"no spaces\"}", "transaction_id")]
    public async Task A_malformed_message_becomes_a_dead_letter_in_the_store_and_on_its_topic(string document, string named)
    {
        var value = Encoding.UTF8.GetBytes(document);
        await Topic.WriteAsync(Topics.Transactions, [("somebody", value)]);
        await WriteAsync(Life);
        await using var reading = Read();

        await AllTakenAsync();
        await AllCommittedAsync();

        var kept = Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter;
        Assert.Equal(document.Length == 0 ? "(empty, with key somebody)" : document, kept.Document);
        Assert.Contains(named, kept.Error, StringComparison.Ordinal);
        Assert.Matches("^kafka transactions-stream/[0-3]@[0-9]+$", kept.Source);
        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;
        Assert.Equal(("somebody", document), (sent.Key, Encoding.UTF8.GetString(sent.Value ?? [])));
        Assert.Equal((kept.Error, kept.Source), (HeaderOf(sent, "error"), HeaderOf(sent, "source")));
        HasEverythingOnce();
    }

    [Fact]
    public async Task Messages_that_begin_alike_or_have_no_value_are_different_dead_letters()
    {
        var alike = Enumerable.Range(0, 2).Select(i => ("somebody", Encoding.UTF8.GetBytes(new string('x', DeadLetter.LongestDocument) + i)));
        await Topic.WriteAsync(Topics.Transactions, [.. alike, .. alike, ("somebody", []), ("another", []), ("another", [])]);
        await using var reading = Read();

        await AllCommittedAsync();

        Assert.Equal(4, (await Store.ReadDeadLettersAsync(0, 10, Stop)).Count);
    }

    [Fact]
    public async Task What_is_no_text_at_all_goes_to_the_topic_as_it_came()
    {
        byte[] value = [0xff, 0x00, 0xfe];
        await Topic.WriteAsync(Topics.Transactions, [("somebody", value)]);
        await using var reading = Read();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;

        Assert.Equal(value, sent.Value);
        Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_transaction_that_comes_too_late_goes_to_the_topic_with_the_reason()
    {
        var life = Lives.OfOne;
        await WriteAsync([.. life.Skip(1), life[0]]);
        await using var reading = Read();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;

        Assert.Equal(Feed.Written(life[0]), sent.Value);
        Assert.Contains("must not be more than 7 days before", HeaderOf(sent, "error"), StringComparison.Ordinal);
        Assert.Equal(HeaderOf(sent, "error"), Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter.Error);
        await AllCommittedAsync();
    }

    [Theory]
    [InlineData(1_020_000, false)]
    [InlineData(1_020_000, true)]
    [InlineData(3_000, true)]
    public async Task A_malformed_message_that_is_too_large_for_the_letters_goes_without_its_value_and_keeps_nobody_waiting(int size, bool isRefused)
    {
        const short MessageTooLarge = 10;
        var value = Enumerable.Repeat((byte)'x', size).ToArray();
        await Topic.WriteAsync(Topics.Transactions, [("somebody", value)]);
        await WriteAsync(Life);
        if (isRefused)
            Brokers.Refuse(KafkaRequest.Produce, MessageTooLarge, 1);
        await using var reading = Read();

        await AllTakenAsync();
        await AllCommittedAsync();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;
        Assert.Equal("somebody", sent.Key);
        Assert.Equal(isRefused ? null : value, sent.Value);
        Assert.Equal(isRefused, sent.Headers.TryGetLastBytes("left-out", out var leftOut));
        if (isRefused)
            Assert.Equal($"too large: a value of {size} bytes", Encoding.UTF8.GetString(leftOut!));
        var kept = Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter;
        Assert.Equal(Math.Min(size, DeadLetter.LongestDocument), kept.Document.Length);
        Assert.Equal((kept.Error, kept.Source), (HeaderOf(sent, "error"), HeaderOf(sent, "source")));
        HasEverythingOnce();
    }

    [Fact]
    public async Task A_malformed_message_that_the_client_itself_calls_too_large_goes_without_its_value()
    {
        await Topic.WriteAsync(Topics.Transactions, [("somebody", new byte[50_000])]);
        await using var reading = Read(Options with { Settings = new Dictionary<string, string>(Options.Settings) { ["message.max.bytes"] = "20000" } });

        await AllCommittedAsync();

        Assert.Equal("too large: a value of 50000 bytes", HeaderOf(Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message, "left-out"));
    }

    private static string HeaderOf(Message<string, byte[]> message, string name) => Encoding.UTF8.GetString(message.Headers.GetLastBytes(name));
}
