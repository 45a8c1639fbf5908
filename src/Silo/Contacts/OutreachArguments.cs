using System.CommandLine;

namespace PreDelinquency.Silo.Contacts;

/// <summary>The options that say where keys, contact policy and settings of channels are; secrets stand in files alone.</summary>
internal sealed class OutreachArguments(Func<string, string?> environment)
{
    public const string KeysVariable = "PREDELINQUENCY_KEYS";
    public const string PolicyVariable = "PREDELINQUENCY_POLICY";
    public const string ChannelsVariable = "PREDELINQUENCY_CHANNELS";

    private readonly Option<string?> _keys = new("--keys")
    {
        HelpName = "FOLDER",
        Description = $"The keys of outreach, the same for every process; silo keys makes them. Default: the environment variable {KeysVariable}; without either, this cluster proposes and leaves it to others to decide about contacts.",
    };

    private readonly Option<string?> _policy = new("--policy")
    {
        HelpName = "FOLDER",
        Description = $"The contact policy that may take the place of the one in force; looked at every few seconds. Default: the environment variable {PolicyVariable}; without either, the one that the program carries.",
    };

    private readonly Option<string?> _channels = new("--channels")
    {
        HelpName = "FILE",
        Description = $"Settings of mail server, providers and receivers of alerts. Default: the environment variable {ChannelsVariable}; without either, nothing leaves the house.",
    };

    /// <summary>For the command that runs a process.</summary>
    public IEnumerable<Option> Options => [_keys, _policy, _channels];

    /// <summary>For the command that makes keys.</summary>
    public Option Keys => _keys;

    /// <summary>What is wrong, in words.</summary>
    public IEnumerable<string> Violations(ParseResult parsed)
    {
        if (KeysOf(parsed) is null)
        {
            foreach (var (option, variable) in new[] { (_policy, PolicyVariable), (_channels, ChannelsVariable) }.Where(given => Of(parsed, given.Item1, given.Item2) is not null))
                yield return $"{option.Name} (or {variable}) needs --keys, or {KeysVariable}: without keys nobody is contacted.";
        }

        if (Of(parsed, _policy, PolicyVariable) is { } folder && !Directory.Exists(folder))
            yield return $"--policy {folder}: is no folder.";
        if (Of(parsed, _channels, ChannelsVariable) is { } file && !File.Exists(file))
            yield return $"--channels {file}: is no file.";
    }

    /// <summary>Where the keys are; null where none are named.</summary>
    public string? KeysOf(ParseResult parsed) => Of(parsed, _keys, KeysVariable);

    /// <summary>Without violations; null where this cluster does not decide about contacts.</summary>
    public OutreachOptions? Read(ParseResult parsed) => KeysOf(parsed) is not { } keys ? null : new OutreachOptions
    {
        KeysFolder = keys,
        PolicyFolder = Of(parsed, _policy, PolicyVariable),
        ChannelsFile = Of(parsed, _channels, ChannelsVariable),
    };

    private string? Of(ParseResult parsed, Option<string?> option, string variable) =>
        new[] { parsed.GetValue(option), environment(variable) }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
