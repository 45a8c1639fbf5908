namespace PreDelinquency.Silo.Contacts;

/// <summary>How a process of the cluster takes part in outreach; the same for all of them. Immutable.</summary>
internal sealed record OutreachOptions
{
    /// <summary>The folder of the keys.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>The folder of the contact policy; null for the one that the program carries.</summary>
    public string? PolicyFolder { get; init; }

    /// <summary>The file of settings of channels; null where nothing is to be sent.</summary>
    public string? ChannelsFile { get; init; }
}
