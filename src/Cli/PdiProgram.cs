using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using PreDelinquency.Cli.Commands;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Postgres;
using PreDelinquency.Registry;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training;
using PreDelinquency.Training.Experiments;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli;

/// <summary>The program <c>pdi</c>: parses, runs one command, and turns whatever goes wrong into one line and an exit code.</summary>
internal static class PdiProgram
{
    /// <summary>How the program is called from the root of the repository.</summary>
    public const string Call = "./pdi";

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "On an error, print where in the program it came from.",
        Recursive = true,
    };

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandConsole console)
    {
        var parsed = CreateRoot(console).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return ReportUsage(parsed, console);
        // Ctrl+C cancels the token; a command that does not heed it in this time is ended.
        var invocation = new InvocationConfiguration
        {
            Output = console.Output,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("pdi: stopped");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The outermost frame: whatever comes here becomes one line and an exit code.
        catch (Exception e)
#pragma warning restore CA1031
        {
            console.Error.WriteLine($"pdi: {OneLine(e, parsed)}");
            if (parsed.GetValue(Verbose))
                console.Error.WriteLine(e);
            return ExitCode.Failed;
        }
    }

    private static RootCommand CreateRoot(CommandConsole console)
    {
        var root = new RootCommand("Understands how customers' payment behaviour changes, before a payment is missed.")
        {
            Verbose,
            GenerateCommand.Create(console),
            ImportCommand.Create(console),
            ReplayCommand.Create(console),
            SimulateCommand.Create(console),
            VerifyCommand.Create(console),
            DbCommand.Create(console),
            TrainCommand.Create(console),
            EvaluateCommand.Create(console),
            ExperimentsCommand.Create(console),
            FeaturesCommand.Create(console),
            ModelsCommand.Create(console),
            PolicyCommand.Create(console),
            PersonCommand.Create(console),
            AuditCommand.Create(console),
            FitCommand.Create(console),
            PredictCommand.Create(console),
        };
        foreach (var command in root.Subcommands)
        {
            // Unknown words are errors for every command; the library's own words for them are clear.
            command.TreatUnmatchedTokensAsErrors = true;
        }

        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction standard } help)
                help.Action = new HelpWithExamples(standard);
        }

        return root;
    }

    private static int ReportUsage(ParseResult parsed, CommandConsole console)
    {
        foreach (var error in parsed.Errors)
            console.Error.WriteLine($"pdi: {Shown.Of(error.Message, Shown.LongestMessage)}");
        var command = parsed.CommandResult.Command;
        var words = command.Parents.OfType<Command>().Where(c => c is not RootCommand).Select(c => $"{c.Name} ");
        console.Error.WriteLine(command is RootCommand ? $"See {Call} --help." : $"See {Call} {string.Concat(words)}{command.Name} --help.");
        return ExitCode.Usage;
    }

    private static string OneLine(Exception exception, ParseResult parsed)
    {
        var message = exception switch
        {
            CommandException or InvalidDataException or HttpRequestException or ModelFormatException or TrainingInputException or PopulationFormatException or ModelBundleException
                or StoreException or DatabaseException or TrainingDataException or RunStoreException or ModelRegistryException or TrainingDivergedException => exception.Message,
            IOException or UnauthorizedAccessException => FileProblem.Describe(exception, parsed),
            _ => $"{exception.GetType().Name}: {exception.Message} (--verbose shows where)",
        };
        return Shown.Of(message.ReplaceLineEndings(" "), Shown.LongestMessage);
    }
}
