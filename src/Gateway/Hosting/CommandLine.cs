using System.CommandLine;
using System.Globalization;
using System.Numerics;
using PreDelinquency.Postgres;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>The gateway's options, each with its rule.</summary>
internal sealed class CommandLine
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    private readonly Option<string> _urls = Text("--urls", "URL[;URL]", $"Where to listen, default {DefaultUrl}; port 0 takes a free one.", DefaultUrl);
    private readonly Option<string?> _data = Text<string?>("--data", "DIR", "The store's folder, default data below the current folder; with --demo a folder of your own. Where --store names a database, only a demo's plan and a registry's folder lie there.", null);
    private readonly Option<string?> _store = Text<string?>("--store", "CONNECTION", "A PostgreSQL database as the store, and as the model registry unless --registry names a folder, like \"Host=db;Database=risk;Username=risk\"; the password from PGPASSWORD or a password file.", null);
    private readonly Option<string?> _storeFile = Text<string?>("--store-file", "FILE", $"A file that holds what --store would say. Without either, the environment variable {ConnectionText.Variable} counts.", null);
    private readonly Option<string?> _model = Text<string?>("--model", "DIR", "The folder of a model: registered, and the champion from then on until another is promoted. Default: the registry's champion, at first the shipped model.", null);
    private readonly Option<string?> _registry = Text<string?>("--registry", "DIR", "The model registry's folder, default models below the store's folder.", null);
    private readonly Option<string?> _registryDatabase = Text<string?>("--registry-database", "CONNECTION", "A PostgreSQL database as the model registry, like \"Host=db;Database=models;Username=risk\"; the password from PGPASSWORD or a password file.", null);
    private readonly Option<string?> _policy = Text<string?>("--policy", "DIR", "The folder of the contact policy; a changed one is taken while the program runs (docs/interventions.md). Default: the one that the program carries, which sends nothing.", null);
    private readonly Option<string?> _channels = Text<string?>("--channels", "FILE", "The settings of email and of providers of text messages and calls (docs/interventions.md); secrets stand in files or environment variables that it names. Default: nothing leaves the house.", null);
    private readonly Option<string?> _people = Text<string?>("--people", "FILE", "Those who may change anything, each with roles and the SHA-256 of a token (docs/interventions.md); a changed file is taken while the program runs. Default: nobody is known, and who acts is what a request says.", null);
    private readonly Option<string?> _clock = Choice<string?>("--clock", "wall|event", "What the present is: the real time (default), or the stream's own time (with --demo always).", null, ["wall", "event"]);
    private readonly Option<bool> _allowRemote = new("--allow-remote") { Description = "Listen beyond this machine. Whoever reaches it can read everything and, unless --people names who may, change everything." };
    private readonly Option<string> _allowedHosts = Text("--allowed-hosts", "NAME[;NAME]", "Names under which browsers and programs reach it, beside localhost and, with --allow-remote, addresses.", "");
    private readonly Option<string?> _otlp = Text<string?>("--otlp", "URL", "Send traces and metrics by OTLP to a receiver like http://localhost:4318. Without it, OpenTelemetry's environment variables count (OTEL_EXPORTER_OTLP_ENDPOINT).", null);
    private readonly Option<string> _log = Choice("--log", "LEVEL", "Least level that is logged: debug, information, warning (default), error or none.", "warning", ["debug", "information", "warning", "error", "none"]);
    private readonly Option<string?> _check = Text<string?>("--check", "URL", "Only ask the gateway that runs there whether it is ready: code 0 if so, 1 if not. For health checks of containers.", null);
    private readonly Option<bool> _demo = new("--demo") { Description = "Bring a synthetic population to life: months of history, then a day every few seconds." };
    private readonly Option<int> _customers = Number("--demo-customers", "N", "Customers of the demo.", 1000, 1, 100_000);
    private readonly Option<int> _months = Number("--demo-months", "M", "Months of history of the demo.", 12, 1, 60);
    private readonly Option<double> _daySeconds = Number("--demo-day-seconds", "S", "Seconds that a day of the demo takes.", 2.0, 0.05, 86_400);
    private readonly Option<int> _years = Number("--demo-years", "Y", "Years that the demo lives on before it pauses, so that it does not fill the disk.", 5, 1, 50);
    private readonly Option<int> _seed = Number("--demo-seed", "SEED", "Equal seeds make equal populations.", 7, 0, int.MaxValue);

    public CommandLine()
    {
        Root = new RootCommand("Takes transactions, scores customers, and tells who may miss a payment, over HTTP and SignalR.")
        {
            _urls, _data, _store, _storeFile, _model, _registry, _registryDatabase, _policy, _channels, _people, _clock, _allowRemote, _allowedHosts, _otlp, _log, _demo, _customers, _months, _daySeconds, _years, _seed, _check,
        };
        Root.TreatUnmatchedTokensAsErrors = true;
    }

    public RootCommand Root { get; }

    /// <summary>What is wrong with a command line, in words.</summary>
    public IEnumerable<string> Violations(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
            return parsed.Errors.Select(e => e.Message);
        return TogetherViolations(parsed).Concat(UrlsOf(parsed)
            .Select(url => (Url: url, Violation: ListenRules.Violation(url, parsed.GetValue(_allowRemote))))
            .Where(p => p.Violation is not null)
            .Select(p => $"--urls {p.Url}: {p.Violation}"));
    }

    /// <summary>The gateway to ask whether it is ready, instead of running one; null to run one.</summary>
    public Uri? Checked(ParseResult parsed) => parsed.GetValue(_check) is { } url ? new Uri(url) : null;

    /// <summary>The options of a command line without violations.</summary>
    public GatewayOptions Read(ParseResult parsed)
    {
        var demo = parsed.GetValue(_demo)
            ? new DemoOptions
            {
                Customers = parsed.GetValue(_customers),
                Months = parsed.GetValue(_months),
                Day = TimeSpan.FromSeconds(parsed.GetValue(_daySeconds)),
                Years = parsed.GetValue(_years),
                Seed = parsed.GetValue(_seed),
            }
            : null;
        var store = ConnectionText.Resolve(parsed.GetValue(_store), parsed.GetValue(_storeFile));
        var data = Path.GetFullPath(parsed.GetValue(_data) ?? (demo is null ? "data" : DefaultFolders.Demo(demo)));
        return new GatewayOptions
        {
            Urls = UrlsOf(parsed),
            DataFolder = data,
            StoreDatabase = store,
            ModelFolder = parsed.GetValue(_model) is { } model ? Path.GetFullPath(model) : null,
            RegistryFolder = parsed.GetValue(_registry) is { } registry ? Path.GetFullPath(registry) : Path.Combine(data, "models"),
            RegistryDatabase = parsed.GetValue(_registryDatabase) ?? (parsed.GetValue(_registry) is null ? store : null),
            PolicyFolder = parsed.GetValue(_policy) is { } policy ? Path.GetFullPath(policy) : null,
            ChannelsFile = parsed.GetValue(_channels) is { } channels ? Path.GetFullPath(channels) : null,
            PeopleFile = parsed.GetValue(_people) is { } people ? Path.GetFullPath(people) : null,
            EventClock = demo is not null || parsed.GetValue(_clock) == "event",
            AllowRemote = parsed.GetValue(_allowRemote),
            AllowedHosts = HostsOf(parsed),
            Otlp = parsed.GetValue(_otlp) is { } otlp ? new Uri(otlp) : null,
            LogLevel = Enum.Parse<LogLevel>(parsed.GetValue(_log)!, ignoreCase: true),
            Demo = demo,
        };
    }

    private string[] UrlsOf(ParseResult parsed) => List(parsed.GetValue(_urls)!);

    private string[] HostsOf(ParseResult parsed) => List(parsed.GetValue(_allowedHosts)!);

    private static string[] List(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<string> TogetherViolations(ParseResult parsed)
    {
        var demo = parsed.GetValue(_demo);
        foreach (var option in new Option[] { _customers, _months, _daySeconds, _years, _seed })
        {
            if (!demo && parsed.GetResult(option) is { Implicit: false })
                yield return $"{option.Name} goes with --demo.";
        }

        if (demo && parsed.GetValue(_clock) == "wall")
            yield return "--demo runs on the stream's own time: leave --clock out, or say --clock event.";
        foreach (var option in new[] { _data, _model, _registry, _registryDatabase, _policy, _channels, _people, _store, _storeFile })
        {
            if (parsed.GetValue(option) is { } value && string.IsNullOrWhiteSpace(value))
                yield return $"{option.Name} {(option == _registryDatabase || option == _store ? "must be a connection string" : option == _storeFile || option == _channels || option == _people ? "must name a file" : "must name a folder")}.";
        }

        if (parsed.GetValue(_store) is not null && parsed.GetValue(_storeFile) is not null)
            yield return "--store and --store-file exclude each other.";

        if (demo && parsed.GetValue(_channels) is not null)
            yield return "--channels does not go with --demo: nobody real is reached.";

        if (parsed.GetValue(_registry) is not null && parsed.GetValue(_registryDatabase) is not null)
            yield return "--registry and --registry-database exclude each other.";
        if (parsed.GetValue(_check) is { } url && !IsHttp(url))
            yield return $"--check {url}: must be like {DefaultUrl}.";
        if (parsed.GetValue(_otlp) is { } otlp && !IsHttp(otlp))
            yield return $"--otlp {otlp}: must be like http://localhost:4318.";
        foreach (var host in HostsOf(parsed).Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            yield return $"--allowed-hosts {host}: must be a name like risk.example.org, without scheme and port.";
        if (UrlsOf(parsed).Length == 0)
            yield return "--urls must name at least one URL.";
    }

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static Option<T> Text<T>(string name, string placeholder, string description, T absent)
        where T : class? =>
        new(name) { HelpName = placeholder, Description = description, DefaultValueFactory = _ => absent };

    private static Option<T> Choice<T>(string name, string placeholder, string description, T absent, string[] choices)
        where T : class?
    {
        var option = Text(name, placeholder, description, absent);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !choices.Contains(token.Value))
                result.AddError($"{name} must be {string.Join(", ", choices[..^1])} or {choices[^1]}, not {token.Value}.");
        });
        return option;
    }

    private static Option<T> Number<T>(string name, string placeholder, string description, T absent, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = placeholder,
            Description = description,
            DefaultValueFactory = _ => absent,
            CustomParser = result =>
            {
                if (T.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                    return value;
                result.AddError($"{name} must be {least} to {most}, not {result.Tokens[0].Value}.");
                return absent;
            },
        };
}
