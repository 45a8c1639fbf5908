using System.CommandLine;
using System.CommandLine.Invocation;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Demo;
using PreDelinquency.Gateway.Models;
using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Postgres;
using PreDelinquency.Registry;
using PreDelinquency.Storage;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>The program: from a command line to an exit code. What keeps it from running is told in one line.</summary>
internal static class GatewayProgram
{
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Takes what a user wants to know.</param>
    /// <param name="error">Takes what is wrong.</param>
    /// <param name="stop">Stops the gateway, as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        var commandLine = new CommandLine();
        var parsed = commandLine.Root.Parse(arguments);
        if (parsed.Action is not (null or ParseErrorAction))
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, stop);
        if (commandLine.Violations(parsed).ToList() is { Count: > 0 } violations)
        {
            foreach (var violation in violations)
                await error.WriteLineAsync($"gateway: {violation.ReplaceLineEndings(" ")}");
            await error.WriteLineAsync("See --help.");
            return ExitCode.Usage;
        }

        using var signals = new StopSignals(stop);
        try
        {
            if (commandLine.Checked(parsed) is { } gateway)
                return await ReadinessCheck.RunAsync(gateway, output, error, signals.Token);
            if (await ServeAsync(commandLine.Read(parsed), output, signals.Token) is not { } fault)
                return ExitCode.Success;
            await error.WriteLineAsync($"gateway: stopped by a fault of its own: {fault.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop while it started: it never served.
            if (commandLine.Checked(parsed) is null)
                await output.WriteLineAsync("Stopped before it served; nothing is lost. The same command line starts it again.");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is ModelBundleException or ModelRegistryException or StoreException or DatabaseException or DemoException or PolicyException or ChannelSettingsException or PeopleException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"gateway: {e.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Failed;
        }
    }

    /// <returns>What a part of it broke off with; null where it was asked to stop.</returns>
    private static async Task<Exception?> ServeAsync(GatewayOptions options, TextWriter output, CancellationToken stop)
    {
        ListenRules.RequireFree(options.Urls);
        var people = ServedPeople.Open(options.PeopleFile);
        var channels = options.ChannelsFile is { } file ? ChannelSettings.Load(file, Environment.GetEnvironmentVariable) : ChannelSettings.None;
        var location = options.StoreDatabase is { } database ? StoreLocation.Database(database) : StoreLocation.Folder(options.DataFolder);
        using var store = await location.OpenAsync(mayCreate: true, stop);
        var demo = options.Demo is { } asked ? DemoPlan.Open(options.DataFolder, asked, store.ReadTotals().Position == 0, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)) : null;
        using var policy = options.PolicyFolder is { } folder ? new ServedPolicy(folder, mayBeLive: options.Demo is not null || !options.EventClock) : new ServedPolicy(options.Demo is null ? PolicyBundle.Default : DemoPolicy.Bundle);
        var keys = OutreachKeys.Open(Path.Combine(options.DataFolder, "keys"), mayCreate: true);
        await using var outreach = await location.OpenOutreachAsync(keys, readsAlone: false, stop);
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(options.LogLevel).AddConsoleLines());
        await using var registry = await StartingModel.OpenRegistryAsync(options, TimeProvider.System, stop);
        var judgedLast = store.ReadModels() is [.., var last] ? BundleDocument.Parse(last.Document, store.Description).Version : null;
        var model = await new StartingModel(registry, DefaultFolders.Model, output).ChooseAsync(options.ModelFolder, judgedLast, replacesUnusable: options.Demo is not null, stop);
        await using var engine = await RiskEngine.StartAsync(
            new EngineOptions { Clock = options.EventClock ? ClockKind.Event : ClockKind.Wall },
            store,
            model,
            TimeProvider.System,
            loggers.CreateLogger<RiskEngine>(),
            stop);
        await using var app = GatewayApplication.Build(options, people, engine, registry, store, services =>
        {
            services.AddOutreach(outreach, keys, policy);
            services.AddChannels(channels, keys);
            if (demo is not null)
                services.AddDemo(demo, output);
        });
        // The host would log a start that is cancelled as a failure; it takes a moment, and what comes then stops it in order.
        stop.ThrowIfCancellationRequested();
        await app.StartAsync(CancellationToken.None);
        Announce(output, app.Urls, engine, store.Description, ContactChannels.Sentence(policy.Current.Policy, [.. app.Services.GetServices<IContactChannel>()]), policy, people, options);
        using var stopping = app.Lifetime.ApplicationStopping.Register(() =>
        {
            output.WriteLine($"Stopping. All that was accepted is stored in {(options.StoreDatabase is null ? options.DataFolder : store.Description)}; the same command line goes on from there.");
            output.Flush();
        });
        await app.WaitForShutdownAsync(stop);
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(part => part.ExecuteTask?.Exception).FirstOrDefault(fault => fault is not null)?.GetBaseException();
    }

    private static void Announce(TextWriter output, IEnumerable<string> addresses, RiskEngine engine, string store, string reach, ServedPolicy policy, ServedPeople people, GatewayOptions options)
    {
        var stats = engine.GetStats();
        var first = ListenRules.Reachable(addresses.First());
        output.WriteLine($"""
            PreDelinquency {ProductVersion.Text}
              Address    {string.Join(", ", addresses)}
              Store      {store}: {stats.Customers:#,0} customers, {stats.Transactions:#,0} transactions
              Model      {stats.ModelVersion}
              Contact    policy {policy.Current.Version}: {reach}
              People     {people.Description}
              Clock      {(options.EventClock ? "the stream's own time" : "the real time")}
              Open next  {first}{Links.Dashboard}  all customers, live
                         {first}{Links.Documentation}       every request, to read and to try
            """);
        output.Flush();
    }
}
