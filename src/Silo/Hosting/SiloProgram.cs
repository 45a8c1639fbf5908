using System.CommandLine;
using System.CommandLine.Invocation;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Kafka;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Postgres;
using PreDelinquency.Registry;

namespace PreDelinquency.Silo.Hosting;

/// <summary>The program: from a command line to an exit code. What keeps it from running is told in one line.</summary>
internal static class SiloProgram
{
    /// <summary>How long brokers are waited for that are to make topics.</summary>
    private static readonly TimeSpan TopicPatience = TimeSpan.FromSeconds(10);

    /// <param name="arguments">The command line.</param>
    /// <param name="output">Takes what a user wants to know.</param>
    /// <param name="error">Takes what is wrong.</param>
    /// <param name="stop">Stops it, as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        var commandLine = new CommandLine(Environment.GetEnvironmentVariable);
        var parsed = commandLine.Root.Parse(arguments);
        if (parsed.Action is not (null or ParseErrorAction))
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, stop);
        if (commandLine.Violations(parsed).ToList() is { Count: > 0 } violations)
        {
            foreach (var violation in violations)
                await error.WriteLineAsync($"silo: {violation.ReplaceLineEndings(" ")}");
            await error.WriteLineAsync("See --help.");
            return ExitCode.Usage;
        }

        using var signals = new StopSignals(stop);
        try
        {
            if (parsed.CommandResult.Command == commandLine.Topics)
                return await CreateTopicsAsync(commandLine.ReadTopics(parsed), output);
            if (parsed.CommandResult.Command == commandLine.Keys)
                return await CreateKeysAsync(commandLine.ReadKeys(parsed), output);
            if (await ClusterProcess.RunAsync(commandLine.Read(parsed), output, signals.Token) is not { } fault)
                return ExitCode.Success;
            await error.WriteLineAsync($"silo: stopped by a fault of its own: {fault.ReplaceLineEndings(" ")}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            await output.WriteLineAsync("Stopped before it served; nothing is lost.");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is ClusterException or ModelBundleException or ModelRegistryException or StoreException or DatabaseException or PolicyException or ChannelSettingsException or PeopleException or KafkaException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"silo: {e.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Failed;
        }
    }

    private static async Task<int> CreateKeysAsync(string folder, TextWriter output)
    {
        OutreachKeys.Open(folder, mayCreate: true);
        await output.WriteLineAsync($"{folder}: holds the keys of outreach. Give the same to every silo and gateway, and keep a copy apart from the database.");
        return ExitCode.Success;
    }

    private static async Task<int> CreateTopicsAsync((KafkaOptions Kafka, int Partitions, short Replication) options, TextWriter output)
    {
        var created = await TopicCreation.EnsureAsync(options.Kafka, options.Partitions, options.Replication, NullLogger.Instance, TopicPatience);
        foreach (var topic in PreDelinquency.Kafka.Topics.All)
            await output.WriteLineAsync($"{topic}: {(created.Contains(topic) ? "created" : "exists")}");
        return ExitCode.Success;
    }
}
