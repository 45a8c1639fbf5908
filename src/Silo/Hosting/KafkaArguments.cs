using System.CommandLine;
using System.Globalization;
using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Hosting;

/// <summary>The options that say where Kafka is and how to reach it; secrets come from a file alone, so that no list of processes shows them.</summary>
internal sealed class KafkaArguments(Func<string, string?> environment)
{
    public const string BrokersVariable = "PREDELINQUENCY_KAFKA";
    public const string SettingsVariable = "PREDELINQUENCY_KAFKA_SETTINGS";

    /// <summary>How long a partition that changes hands waits for the batch under way: the rest of a stop needs time too.</summary>
    private static readonly TimeSpan RevokePatience = TimeSpan.FromSeconds(5);

    private readonly Option<string?> _brokers = new("--kafka")
    {
        HelpName = "HOST:PORT[,HOST:PORT]",
        Description = $"Kafka's brokers to begin with; gateways need none. Default: the environment variable {BrokersVariable}; without either, no Kafka.",
    };

    private readonly Option<string?> _file = new("--kafka-settings")
    {
        HelpName = "FILE",
        Description = $"Settings of the Kafka client by librdkafka's names, a line NAME=VALUE each, # before comments: TLS, logins. Default: the environment variable {SettingsVariable}.",
    };

    private readonly Option<string[]> _settings = new("--kafka-setting")
    {
        HelpName = "NAME=VALUE",
        Description = "One such setting, which wins over the file; may come several times. Not for secrets: lists of processes show it.",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>For a command that takes them.</summary>
    public IEnumerable<Option> Options => [_brokers, _file, _settings];

    /// <summary>What is wrong, in words; never a value of a setting.</summary>
    public IEnumerable<string> Violations(ParseResult parsed)
    {
        var brokers = BrokersOf(parsed);
        if (brokers is null)
            return FileOf(parsed) is null && parsed.GetValue(_settings)!.Length == 0 ? [] : [$"--kafka must name the brokers that the settings are for, or {BrokersVariable} must."];
        if (!brokers.Split(',').All(KafkaOptions.IsAddress))
            return [$"--kafka {brokers}: must be HOST:PORT, several with commas between."];
        var violations = new List<string>();
        var settings = SettingsOf(parsed, violations);
        if (violations.Count == 0 && new KafkaOptions { Brokers = brokers, Settings = Values(settings) }.SettingsViolation() is { } violation)
            violations.Add($"{PlaceOf(violation, settings)}: {violation}");
        return violations;
    }

    /// <summary>Without violations; null where there is no Kafka.</summary>
    public KafkaOptions? Read(ParseResult parsed) =>
        BrokersOf(parsed) is { } brokers ? new KafkaOptions { Brokers = brokers, RevokePatience = RevokePatience, Settings = Values(SettingsOf(parsed, [])) } : null;

    private string? BrokersOf(ParseResult parsed) => NotEmpty(parsed.GetValue(_brokers)) ?? NotEmpty(environment(BrokersVariable));

    private string? FileOf(ParseResult parsed) => NotEmpty(parsed.GetValue(_file)) ?? NotEmpty(environment(SettingsVariable));

    /// <summary>Where the setting stands that the client library names, where it names several, the one that was given last.</summary>
    private static string PlaceOf(string violation, Dictionary<string, (string Value, string Place)> settings) =>
        settings.LastOrDefault(setting => Names(violation, setting.Key)).Value.Place ?? "--kafka-settings";

    // Not as a part of another name.
    private static bool Names(string violation, string setting) =>
        violation.Split('"', '`', ' ', ',').Select(word => word.TrimEnd('.')).Contains(setting, StringComparer.Ordinal);

    private static Dictionary<string, string> Values(Dictionary<string, (string Value, string Place)> settings) =>
        settings.ToDictionary(setting => setting.Key, setting => setting.Value.Value, StringComparer.Ordinal);

    private Dictionary<string, (string Value, string Place)> SettingsOf(ParseResult parsed, List<string> violations)
    {
        var settings = new Dictionary<string, (string Value, string Place)>(StringComparer.Ordinal);
        if (FileOf(parsed) is { } file)
        {
            try
            {
                var lines = File.ReadAllLines(file);
                for (var i = 0; i < lines.Length; i++)
                {
                    if (lines[i].Trim() is { Length: > 0 } line && line[0] != '#')
                        Take(line, string.Create(CultureInfo.InvariantCulture, $"--kafka-settings {file}, line {i + 1}"), settings, violations);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                violations.Add($"--kafka-settings {file}: {e.Message}");
            }
        }

        foreach (var setting in parsed.GetValue(_settings)!)
            Take(setting, "--kafka-setting", settings, violations);
        return settings;
    }

    private static void Take(string text, string place, Dictionary<string, (string Value, string Place)> settings, List<string> violations)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at > 0)
            settings[text[..at].Trim()] = (text[(at + 1)..].Trim(), place);
        else
            violations.Add($"{place}: must be NAME=VALUE.");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
