using Microsoft.Extensions.Logging.Abstractions;

namespace PreDelinquency.Kafka.Tests;

public sealed class KafkaOptionsTests
{
    private static readonly KafkaOptions Sound = new() { Brokers = "kafka-0:9092,[::1]:9093" };

    public static TheoryData<string, Func<KafkaOptions, KafkaOptions>> Violations => new()
    {
        { "Brokers must be HOST:PORT", o => o with { Brokers = "kafka" } },
        { "Brokers must be HOST:PORT", o => o with { Brokers = "kafka:0" } },
        { "Brokers must be HOST:PORT", o => o with { Brokers = "kafka:9092,,other:9092" } },
        { "Brokers must be HOST:PORT", o => o with { Brokers = "http://kafka:9092" } },
        { "GroupId must not be empty", o => o with { GroupId = "" } },
        { "MaxBatch must be 1 to 65,536, not 0", o => o with { MaxBatch = 0 } },
        { "MaxWaiting must be at least MaxBatch, not 5", o => o with { MaxWaiting = 5 } },
        { "MaxWaiting must be at most 10,000,000", o => o with { MaxWaiting = 10_000_001 } },
        { "MaxWaitingBytes must be more than zero", o => o with { MaxWaitingBytes = 0 } },
        { "CustomerPatience must be zero or more", o => o with { CustomerPatience = TimeSpan.FromSeconds(-1) } },
        { "CommitInterval must be a millisecond to a day", o => o with { CommitInterval = TimeSpan.Zero } },
        { "RevokePatience must be more than zero", o => o with { RevokePatience = TimeSpan.Zero } },
        { "LongestPause must be more than zero", o => o with { LongestPause = TimeSpan.Zero } },
        { "Settings must leave to the program what it depends on, not enable.auto.commit", o => o with { Settings = new Dictionary<string, string> { ["enable.auto.commit"] = "true" } } },
    };

    [Fact]
    public void What_is_sound_passes() => Sound.Validate();

    [Theory]
    [MemberData(nameof(Violations))]
    public void What_breaks_a_rule_is_refused_with_property_and_rule(string message, Func<KafkaOptions, KafkaOptions> change) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(change(Sound).Validate).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("no.such.thing", "1", "no.such.thing")]
    [InlineData("security.protocol", "wax seal", "security.protocol")]
    public void A_setting_that_the_client_library_does_not_know_is_named(string name, string value, string named)
    {
        var options = Sound with { Settings = new Dictionary<string, string> { [name] = value } };

        var refused = Assert.Throws<ArgumentException>(() => new KafkaWriter(options, NullLogger<KafkaWriter>.Instance));

        Assert.StartsWith("Settings: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_killed_is_missed_well_before_recovery_must_be_over()
    {
        var config = ClientSettings.Consumer(Sound);

        Assert.Equal((10_000, 3_000), (config.SessionTimeoutMs, config.HeartbeatIntervalMs));
        Assert.Equal(Confluent.Kafka.PartitionAssignmentStrategy.CooperativeSticky, config.PartitionAssignmentStrategy);
    }

    [Fact]
    public void With_the_newer_group_protocol_timeouts_and_assignment_are_left_to_the_brokers()
    {
        var config = ClientSettings.Consumer(Sound with { Settings = new Dictionary<string, string> { ["group.protocol"] = "consumer" } });

        Assert.Null(config.SessionTimeoutMs);
        Assert.Null(config.HeartbeatIntervalMs);
        Assert.Null(config.PartitionAssignmentStrategy);
    }

    [Fact]
    public void What_the_client_reads_ahead_is_bounded_as_the_lanes_are()
    {
        var config = ClientSettings.Consumer(Sound with { MaxWaiting = 5000 });

        Assert.Equal((5000, 4096), (config.QueuedMinMessages, config.QueuedMaxMessagesKbytes));
    }

    [Fact]
    public void Options_do_not_show_their_settings() =>
        Assert.DoesNotContain("secret", (Sound with { Settings = new Dictionary<string, string> { ["sasl.password"] = "secret" } }).ToString(), StringComparison.Ordinal);
}
