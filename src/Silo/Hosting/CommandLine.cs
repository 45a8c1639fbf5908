using System.CommandLine;
using System.Globalization;
using System.Net;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Kafka;
using PreDelinquency.Postgres;
using PreDelinquency.Silo.Contacts;
using PreDelinquency.Silo.Security;

namespace PreDelinquency.Silo.Hosting;

/// <summary>The options of <c>silo run</c>, each with its rule.</summary>
internal sealed class CommandLine
{
    public const string AdvertiseVariable = "PREDELINQUENCY_ADVERTISE";
    public const string PeopleVariable = "PREDELINQUENCY_PEOPLE";
    public const string TlsVariable = "PREDELINQUENCY_TLS";
    private const string GatewayUrl = "http://127.0.0.1:8080";
    private const string SiloUrl = "http://127.0.0.1:8081";

    private readonly Option<string> _role = Choice("--role", "silo|gateway|all", "Host customers, serve the API, or both (default).", "all", ["silo", "gateway", "all"]);
    private readonly Option<string?> _database = Text<string?>("--database", "CONNECTION", $"The PostgreSQL database that the cluster shares, like \"Host=db;Database=risk;Username=risk\"; the password from PGPASSWORD or a password file. Default: the environment variable {ConnectionText.Variable}.", null);
    private readonly Option<string?> _urls = Text<string?>("--urls", "URL[;URL]", $"Where HTTP listens: the API, default {GatewayUrl}; with --role silo only health checks and metrics, default {SiloUrl}.", null);
    private readonly Option<string> _clusterId = Text("--cluster-id", "ID", "Processes with the same belong together.", "predelinquency");
    private readonly Option<string> _serviceId = Text("--service-id", "ID", "What reminders and subscriptions are kept under.", "predelinquency");
    private readonly Option<int> _siloPort = Port("--silo-port", "Where silos talk to each other, default 11111.", 11_111);
    private readonly Option<int> _clientPort = Port("--client-port", "Where gateways talk to this silo, default 30000.", 30_000);
    private readonly Option<string?> _advertise = Text<string?>("--advertise", "ADDRESS", $"The IP address under which others of the cluster reach this silo, default loopback. Default: the environment variable {AdvertiseVariable}.", null);
    private readonly Option<string?> _people = Text<string?>("--people", "FILE", $"Those who may change anything by the API, each with roles and the SHA-256 of a token (docs/interventions.md); a changed file is taken while the process runs. Default: the environment variable {PeopleVariable}; without either, nobody is known, and who acts is what a request says.", null);
    private readonly Option<string?> _tls = Text<string?>("--tls", "FOLDER", $"Silos and gateways talk to each other encrypted, and only to those with a certificate of the same authority for the DNS name that is the cluster's id; FOLDER holds tls.crt, tls.key and ca.crt. Default: the environment variable {TlsVariable}; without either, in the clear.", null);
    private readonly Option<string> _clock = Choice("--clock", "wall|event", "What the present is: the real time (default), or the stream's own time.", "wall", ["wall", "event"]);
    private readonly Option<bool> _allowRemote = new("--allow-remote") { Description = "Listen beyond this machine. Whoever reaches it can read everything and, unless --people names who may, change everything." };
    private readonly Option<string> _allowedHosts = Text("--allowed-hosts", "NAME[;NAME]", "Names under which browsers and programs reach it, beside localhost and, with --allow-remote, addresses.", "");
    private readonly Option<string?> _otlp = Text<string?>("--otlp", "URL", "Send traces and metrics by OTLP to a receiver like http://localhost:4318. Without it, OpenTelemetry's environment variables count (OTEL_EXPORTER_OTLP_ENDPOINT).", null);
    private readonly Option<string> _log = Choice("--log", "LEVEL", "Least level that is logged: debug, information, warning (default), error or none.", "warning", ["debug", "information", "warning", "error", "none"]);
    private readonly Option<int> _partitions = Number("--partitions", "Partitions of each topic, default 12: as many silos can read at the same time.", 12, 100_000);
    private readonly Option<int> _replication = Number("--replication", "Copies of each message, default 1.", 1, short.MaxValue);
    private readonly KafkaArguments _kafka;
    private readonly OutreachArguments _outreach;
    private readonly Func<string, string?> _environment;

    /// <param name="environment">Reads a variable of the environment.</param>
    public CommandLine(Func<string, string?> environment)
    {
        (_environment, _kafka, _outreach) = (environment, new KafkaArguments(environment), new OutreachArguments(environment));
        Run = new Command("run", "Run a process of the cluster until it is stopped.")
        {
            _role, _database, _urls, _clusterId, _serviceId, _siloPort, _clientPort, _advertise, _tls, _people, _clock, _allowRemote, _allowedHosts, _otlp, _log,
        };
        Topics = new Command("topics", "Create the topics in Kafka that are missing; those that exist stay as they are.") { _partitions, _replication };
        Keys = new Command("keys", "Make the keys of outreach where there are none; those that exist stay as they are.") { _outreach.Keys };
        foreach (var option in _kafka.Options)
        {
            Run.Add(option);
            Topics.Add(option);
        }

        foreach (var option in _outreach.Options)
            Run.Add(option);
        Root = new RootCommand("Runs customers on more than one machine: silos that host them, gateways that serve the API.") { Run, Topics, Keys };
        Root.TreatUnmatchedTokensAsErrors = true;
    }

    public RootCommand Root { get; }

    public Command Run { get; }

    public Command Topics { get; }

    public Command Keys { get; }

    /// <summary>What is wrong with a command line, in words.</summary>
    public IEnumerable<string> Violations(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
            return parsed.Errors.Select(e => e.Message);
        if (parsed.CommandResult.Command == Topics)
            return _kafka.Violations(parsed).Concat(_kafka.Read(parsed) is null ? [$"--kafka must name the brokers, or {KafkaArguments.BrokersVariable} must."] : []);
        if (parsed.CommandResult.Command == Keys)
            return _outreach.KeysOf(parsed) is null ? [$"--keys must name the folder, or {OutreachArguments.KeysVariable} must."] : [];
        return TogetherViolations(parsed).Concat(UrlsOf(parsed)
            .Select(url => (Url: url, Violation: ListenRules.Violation(url, parsed.GetValue(_allowRemote))))
            .Where(p => p.Violation is not null)
            .Select(p => $"--urls {p.Url}: {p.Violation}"))
            .Concat(_kafka.Violations(parsed))
            .Concat(_outreach.Violations(parsed));
    }

    /// <summary>The options of a run without violations.</summary>
    public SiloOptions Read(ParseResult parsed)
    {
        var isEvent = parsed.GetValue(_clock) == "event";
        return new SiloOptions
        {
            Role = RoleOf(parsed),
            Database = DatabaseOf(parsed)!,
            Http = new GatewayOptions
            {
                Urls = UrlsOf(parsed),
                DataFolder = AppContext.BaseDirectory,
                RegistryFolder = AppContext.BaseDirectory,
                PeopleFile = PeopleOf(parsed),
                EventClock = isEvent,
                AllowRemote = parsed.GetValue(_allowRemote),
                AllowedHosts = List(parsed.GetValue(_allowedHosts)!),
                Otlp = parsed.GetValue(_otlp) is { } otlp ? new Uri(otlp) : null,
                ServiceName = RoleOf(parsed).ServiceName(),
                LogLevel = Enum.Parse<LogLevel>(parsed.GetValue(_log)!, ignoreCase: true),
            },
            ClusterId = parsed.GetValue(_clusterId)!,
            ServiceId = parsed.GetValue(_serviceId)!,
            SiloEndpoint = new IPEndPoint(AddressOf(parsed), parsed.GetValue(_siloPort)),
            ClientPort = parsed.GetValue(_clientPort),
            TlsFolder = TlsOf(parsed),
            Kafka = _kafka.Read(parsed),
            Outreach = _outreach.Read(parsed),
            Settings = new ClusterSettings { Clock = isEvent ? ClockKind.Event : ClockKind.Wall },
        };
    }

    /// <summary>The options of a creation of topics without violations.</summary>
    public (KafkaOptions Kafka, int Partitions, short Replication) ReadTopics(ParseResult parsed) =>
        (_kafka.Read(parsed)!, parsed.GetValue(_partitions), (short)parsed.GetValue(_replication));

    /// <summary>The folder of a creation of keys without violations.</summary>
    public string ReadKeys(ParseResult parsed) => _outreach.KeysOf(parsed)!;

    private SiloRole RoleOf(ParseResult parsed) => Enum.Parse<SiloRole>(parsed.GetValue(_role)!, ignoreCase: true);

    private string? DatabaseOf(ParseResult parsed) => parsed.GetValue(_database) ?? _environment(ConnectionText.Variable);

    private string? PeopleOf(ParseResult parsed) => new[] { parsed.GetValue(_people), _environment(PeopleVariable) }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private string? AdvertiseOf(ParseResult parsed) => parsed.GetValue(_advertise) ?? _environment(AdvertiseVariable);

    private string? TlsOf(ParseResult parsed) => (parsed.GetValue(_tls) ?? _environment(TlsVariable)) is { Length: > 0 } folder ? folder : null;

    private IPAddress AddressOf(ParseResult parsed) => AdvertiseOf(parsed) is { Length: > 0 } text ? IPAddress.Parse(text) : IPAddress.Loopback;

    private string[] UrlsOf(ParseResult parsed) => List(parsed.GetValue(_urls) ?? (RoleOf(parsed) == SiloRole.Silo ? SiloUrl : GatewayUrl));

    private IEnumerable<string> TogetherViolations(ParseResult parsed)
    {
        if (string.IsNullOrWhiteSpace(DatabaseOf(parsed)))
            yield return $"--database must name the database that the cluster shares, or {ConnectionText.Variable} must.";
        foreach (var id in new[] { _clusterId, _serviceId }.Where(id => !IsId(parsed.GetValue(id)!)))
            yield return $"{id.Name} {parsed.GetValue(id)}: must be 1 to 64 letters, digits, - or _.";
        if (AdvertiseOf(parsed) is { Length: > 0 } text)
        {
            if (!IPAddress.TryParse(text, out var address))
                yield return $"--advertise {text}: must be an IP address.";
            else if (!IPAddress.IsLoopback(address) && !parsed.GetValue(_allowRemote))
                yield return $"--advertise {text}: is not on this machine only. There is no access control between silos but that of --tls: whoever reaches their ports can read and write everything. If that is what you want, add --allow-remote.";
        }

        if (PeopleOf(parsed) is { } people && !File.Exists(people))
            yield return $"--people {people}: is no file.";
        if (TlsOf(parsed) is { } folder && MemberCertificates.ViolationOf(folder, parsed.GetValue(_clusterId)!) is { } wrong)
            yield return $"--tls {folder}: {wrong}";
        if (parsed.GetValue(_otlp) is { } otlp && !(Uri.TryCreate(otlp, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return $"--otlp {otlp}: must be like http://localhost:4318.";
        if (parsed.GetValue(_siloPort) == parsed.GetValue(_clientPort))
            yield return "--silo-port and --client-port must be two ports.";
        foreach (var host in List(parsed.GetValue(_allowedHosts)!).Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            yield return $"--allowed-hosts {host}: must be a name like risk.example.org, without scheme and port.";
        if (UrlsOf(parsed).Length == 0)
            yield return "--urls must name at least one URL.";
    }

    private static bool IsId(string text) => text.Length is >= 1 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string[] List(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<T> Text<T>(string name, string placeholder, string description, T absent)
        where T : class? =>
        new(name) { HelpName = placeholder, Description = description, DefaultValueFactory = _ => absent };

    private static Option<string> Choice(string name, string placeholder, string description, string absent, string[] choices)
    {
        var option = Text(name, placeholder, description, absent);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !choices.Contains(token.Value))
                result.AddError($"{name} must be {string.Join(", ", choices[..^1])} or {choices[^1]}, not {token.Value}.");
        });
        return option;
    }

    private static Option<int> Port(string name, string description, int absent) => Number(name, description, absent, 65_535, "PORT");

    private static Option<int> Number(string name, string description, int absent, int most, string placeholder = "NUMBER") => new(name)
    {
        HelpName = placeholder,
        Description = description,
        DefaultValueFactory = _ => absent,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
                return number;
            result.AddError($"{name} must be 1 to {most}, not {result.Tokens[0].Value}.");
            return absent;
        },
    };
}
