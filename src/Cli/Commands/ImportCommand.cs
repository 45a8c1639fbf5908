using System.CommandLine;
using PreDelinquency.Cli.Import;
using PreDelinquency.Cli.Import.Mapping;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Posting;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi import</c>: any CSV file into the wire format.</summary>
internal static class ImportCommand
{
    private const string Examples = """
        # The preset for the Czech bank data of PKDD'99, straight from its packed file
        ./pdi import --preset berka trans.asc.gz --out transactions.ndjson

        # A bank's export by a mapping of your own (docs/import.md), bad rows left out
        ./pdi import --map mybank.yaml export.csv --on-error skip --out transactions.ndjson

        # Into a running gateway, in order of time
        ./pdi import --map mybank.yaml export.csv --gateway http://127.0.0.1:8080

        # In a pipe
        unzip -p export.zip | ./pdi import --map mybank.yaml - | head
        """;

    public static Command Create(CommandConsole console)
    {
        var input = new Argument<string>("INPUT") { Description = "The CSV file, packed with gzip or not; - reads standard input." };
        input.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', _, ..] word }])
                result.AddError($"Unknown option '{word}'.");
        });
        var map = new PathOption("--map", PathUse.ReadFile) { Description = "Mapping file (YAML) that says what the columns mean.", HelpName = "FILE" };
        var preset = new Option<string?>("--preset") { Description = $"A mapping that the program carries: {string.Join(", ", MappingFile.Presets)}.", HelpName = "NAME" };
        var output = new PathOption("--out", PathUse.WriteFile) { Description = "File for the transactions, one JSON object a line; - is standard output.", HelpName = "FILE", DefaultValueFactory = _ => "-" };
        var force = ForceOption.Create();
        var gateway = new Option<Uri?>("--gateway") { Description = "Gateway to post the transactions to, instead of writing a file.", HelpName = "URL", CustomParser = GatewayAddress.Parse };
        var token = TokenFile.CreateOption();
        var onError = new Option<string>("--on-error") { Description = $"stop: list up to {CsvImport.MostProblems} problems and write nothing. skip: list every problem and leave those rows out.", HelpName = "stop|skip", DefaultValueFactory = _ => "stop" };
        onError.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("stop" or "skip"))
                result.AddError($"--on-error must be stop or skip, not {token.Value}.");
        });
        var command = new ExampleCommand("import", "Turn a CSV file of transactions into the wire format, as a file or straight into a gateway.", Examples)
        {
            input, map, preset, output, force, gateway, token, onError,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(map) is null == (result.GetResult(preset) is null))
                result.AddError("Give either --map FILE or --preset NAME.");
            if (result.GetResult(gateway) is not null && result.GetResult(output) is { Implicit: false })
                result.AddError("Give either --out FILE or --gateway URL.");
            if (result.GetResult(token) is not null && result.GetResult(gateway) is null)
                result.AddError("--token-file goes with --gateway.");
        });
        command.Run((parsed, cancellationToken) =>
        {
            new PathRule(input.Name, parsed.GetRequiredValue(input), PathUse.ReadFile).Check(force: false);
            var mapping = parsed.GetValue(map) is { } file ? MappingFile.Load(file) : MappingFile.LoadPreset(parsed.GetValue(preset)!);
            var run = new ImportRun(console, mapping)
            {
                Input = parsed.GetRequiredValue(input),
                TokenFile = parsed.GetValue(token),
                SkipBadRows = parsed.GetRequiredValue(onError) == "skip",
            };
            return parsed.GetValue(gateway) is { } address
                ? run.PostAsync(address, cancellationToken)
                : run.WriteAsync(parsed.GetRequiredValue(output), cancellationToken);
        });
        return command;
    }
}
