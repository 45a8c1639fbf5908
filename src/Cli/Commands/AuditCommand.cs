using System.CommandLine;
using System.Text.Json;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Storage;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi audit</c>: the log of all that was decided, sent, said and changed about contacts.</summary>
internal static class AuditCommand
{
    private const int Page = 1000;

    private const string Examples = """
        # Has anything been edited, deleted or put in another order? The gateway may be running
        ./pdi audit verify --data data

        # Keep the end of the log elsewhere, and later hold the log against it: then entries cut off at the end are missed too
        ./pdi audit head --data data > head.txt
        ./pdi audit verify --data data --head "$(cat head.txt)"

        # All of it, a JSON object a line; bodies of customers who were forgotten are null
        ./pdi audit export --data data > audit.ndjson

        # Of a database the keys lie in the folder that the gateway was given as --data
        ./pdi audit verify --store "Host=db;Database=risk;Username=risk" --keys data/keys
        """;

    private const string Details = """
        Each entry carries HMAC-SHA256 over itself and the hash before it, under a key that lies beside
        the store and not in it. What rules and effects go by, opt-outs among it, is held against the log as well. The
        exit code is 1 where either is not what was written.
        """;

    public static Command Create(CommandConsole console)
    {
        var head = new Option<AuditHead?>("--head")
        {
            Description = "An end that ./pdi audit head told before; the log must still go through it.",
            HelpName = "SEQUENCE:HASH",
            CustomParser = result =>
            {
                if (AuditHead.TryParse(result.Tokens[0].Value) is { } parsed)
                    return parsed;
                result.AddError($"--head must be what ./pdi audit head prints, like 42:9f86…, not {result.Tokens[0].Value}.");
                return null;
            },
        };
        return new ExampleCommand("audit", "Verify or export the log of all that was decided and done about contacts.", Examples, Details)
        {
            Sub("verify", "Find entries that were edited, deleted or put in another order, and ledgers that are not what they come to.", head, async (parsed, store, keys, cancellationToken) =>
            {
                var (end, fault) = await AuditVerification.RunAsync(store, keys, parsed.GetValue(head), cancellationToken);
                fault ??= await new LedgerVerification(store).RunAsync(cancellationToken);
                console.Output.WriteLine(fault is null ? $"sound: {end.Sequence:N0} entries, head {end}" : $"not sound: {fault}");
                return fault is null ? ExitCode.Done : ExitCode.Failed;
            }),
            Sub("head", "Print the end of the log, to be kept elsewhere.", null, async (_, store, _, cancellationToken) =>
            {
                console.Output.WriteLine(await store.ReadAuditHeadAsync(cancellationToken));
                return ExitCode.Done;
            }),
            Sub("export", "Print the log, a JSON object a line.", null, async (_, store, _, cancellationToken) =>
            {
                await ExportAsync(store, console.Output, cancellationToken);
                return ExitCode.Done;
            }),
        };
    }

    private static ExampleCommand Sub(string name, string description, Option? option, Func<ParseResult, OutreachStore, OutreachKeys, CancellationToken, Task<int>> act)
    {
        var options = new StoreOptions("outreach.db");
        var keys = new PathOption("--keys", PathUse.ReadFolder) { Description = "The folder of the keys, default keys below --data.", HelpName = "DIR" };
        var command = new ExampleCommand(name, description, Examples, Details) { keys };
        options.AddTo(command);
        if (option is not null)
            command.Options.Add(option);
        command.Run(async (parsed, cancellationToken) =>
        {
            var location = options.Read(parsed);
            var folder = parsed.GetValue(keys) ?? location.KeysFolder ?? throw new CommandException("--keys must name the folder of the keys, which is not in the database.");
            var opened = OutreachKeys.Open(folder, mayCreate: false);
            await using var store = await location.OpenOutreachAsync(opened, readsAlone: true, cancellationToken);
            return await act(parsed, store, opened, cancellationToken);
        });
        return command;
    }

    private static async Task ExportAsync(OutreachStore store, TextWriter output, CancellationToken cancellationToken)
    {
        for (var sequence = 0L; await store.ReadAuditAsync(sequence, Page, opensBodies: true, cancellationToken) is { Count: > 0 } page; sequence = page[^1].Sequence)
        {
            foreach (var entry in page)
            {
                using var body = entry.Body is null ? null : JsonDocument.Parse(entry.Body);
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    sequence = entry.Sequence,
                    at = entry.At,
                    kind = entry.Kind,
                    customer_id = entry.CustomerId,
                    contact_id = entry.ContactId,
                    body = body?.RootElement,
                    hash = Convert.ToHexStringLower(entry.Hash.Span),
                }));
            }
        }
    }
}
