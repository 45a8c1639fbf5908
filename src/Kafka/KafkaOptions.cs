using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>How this process reads and writes Kafka. Immutable.</summary>
public sealed record KafkaOptions
{
    /// <summary>Brokers to begin with, like <c>kafka-0:9092,kafka-1:9092</c>.</summary>
    public required string Brokers { get; init; }

    /// <summary>The consumer group that the silos form; by default <c>predelinquency</c>.</summary>
    public string GroupId { get; init; } = "predelinquency";

    /// <summary>Most messages of one partition that are taken at once; 1 to 65,536, by default 2,048.</summary>
    public int MaxBatch { get; init; } = 2048;

    /// <summary>Messages of one partition that may wait here before it is paused; at least <see cref="MaxBatch"/> and at most 10,000,000, by default 8,192. It bounds memory.</summary>
    public int MaxWaiting { get; init; } = 8192;

    /// <summary>Bytes of one partition's messages that may wait here or be under way before it is paused; more than zero, by default 16 MiB. It bounds memory where messages are large. A batch takes a quarter of it and one message at most.</summary>
    public long MaxWaitingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often offsets of what is durable are committed; a millisecond to a day, by default a second. It bounds what is sent again after a crash.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a partition that is taken away waits for the batch that is under way; more than zero, by default ten seconds.</summary>
    public TimeSpan RevokePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait between two attempts at a batch that the cluster cannot take now; more than zero, by default five seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long messages of a customer that fails for a reason of its own are tried again before they become dead letters; zero or more, by default a minute. Their partition waits meanwhile.</summary>
    public TimeSpan CustomerPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Further settings of the client library by its own names, such as <c>security.protocol</c>; they win over the program's own but for those on which it depends that nothing is lost.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">Names the property and its rule.</exception>
    public void Validate()
    {
        Require(Brokers.Split(',').All(IsAddress), nameof(Brokers), Brokers, "must be HOST:PORT, several with commas between");
        Require(GroupId.Length > 0, nameof(GroupId), GroupId, "must not be empty");
        Require(MaxBatch is >= 1 and <= 65_536, nameof(MaxBatch), MaxBatch, "must be 1 to 65,536");
        Require(MaxWaiting >= MaxBatch, nameof(MaxWaiting), MaxWaiting, "must be at least MaxBatch");
        Require(MaxWaiting <= 10_000_000, nameof(MaxWaiting), MaxWaiting, "must be at most 10,000,000");
        Require(MaxWaitingBytes > 0, nameof(MaxWaitingBytes), MaxWaitingBytes, "must be more than zero");
        Require(CustomerPatience >= TimeSpan.Zero, nameof(CustomerPatience), CustomerPatience, "must be zero or more");
        Require(CommitInterval >= TimeSpan.FromMilliseconds(1) && CommitInterval <= TimeSpan.FromDays(1), nameof(CommitInterval), CommitInterval, "must be a millisecond to a day");
        Require(RevokePatience > TimeSpan.Zero, nameof(RevokePatience), RevokePatience, "must be more than zero");
        Require(LongestPause > TimeSpan.Zero, nameof(LongestPause), LongestPause, "must be more than zero");
        foreach (var name in Settings.Keys)
            Require(!ClientSettings.Reserved.Contains(name), nameof(Settings), name, "must leave to the program what it depends on");
    }

    /// <summary>What is wrong with <see cref="Settings"/>, as the client library says; null where nothing is. Reads the files that they name.</summary>
    public string? SettingsViolation()
    {
        try
        {
            Validate();
            // Each refuses values that the other takes.
            using var writes = ClientSettings.Build(this, options => new ProducerBuilder<byte[]?, byte[]?>(ClientSettings.Producer(options)).SetLogHandler(static (_, _) => { }).Build());
            using var reads = ClientSettings.Build(this, options => new ConsumerBuilder<byte[]?, byte[]?>(ClientSettings.Consumer(options)).SetLogHandler(static (_, _) => { }).Build());
            return null;
        }
        catch (ArgumentException e)
        {
            // What is said of parameters is for programmers.
            var told = e.InnerException ?? e;
            return told is ArgumentException { ParamName: { } parameter } ? told.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : told.Message;
        }
    }

    /// <summary>Whether a text is an address like <c>kafka-0:9092</c>.</summary>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var port) && port is > 0 and <= 65_535
            && text.AsSpan(0, colon).IndexOfAny(" \t/") < 0;
    }

    private static void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentException($"{property} {rule}, not {value}.", property);
    }
}
