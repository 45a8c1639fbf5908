namespace PreDelinquency.Gateway.Contracts;

/// <summary>Channels that a customer opts out of, or into again.</summary>
public sealed record ChannelsRequest
{
    /// <summary>Some of phone, sms, email; absent: all.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Where it was said, 1 to 100 characters, like <c>sms_reply</c>.</summary>
    public required string Source { get; init; }
}
