using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PreDelinquency.Cli;

/// <summary>The library's help, followed by the command's details and examples, or for the program as a whole by its exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        0    done
        1    failed, or bad rows were left out, or a store is not sound; the error output says what
        2    the command line is wrong
        130  stopped by Ctrl+C or SIGTERM; files that were being written are as they were before
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // The library calls the program by the name of its file.
        var output = parseResult.InvocationConfiguration.Output;
        using var library = new StringWriter { NewLine = output.NewLine };
        parseResult.InvocationConfiguration.Output = library;
        var result = standard.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        var usage = $"  {parseResult.RootCommandResult.Command.Name}";
        output.Write(library.ToString().Replace($"{usage} ", $"  {PdiProgram.Call} ", StringComparison.Ordinal));
        switch (parseResult.CommandResult.Command)
        {
            case ExampleCommand command:
                if (command.Details.Length > 0)
                    WriteSection(output, "Details", command.Details);
                WriteSection(output, "Examples", command.Examples);
                break;
            case RootCommand:
                output.WriteLine($"{PdiProgram.Call} COMMAND --help explains a command, with examples.");
                output.WriteLine();
                WriteSection(output, "Exit codes", ExitCodes);
                break;
        }

        return result;
    }

    private static void WriteSection(TextWriter output, string title, string text)
    {
        output.WriteLine($"{title}:");
        foreach (var line in text.Split('\n'))
            output.WriteLine($"  {line.TrimEnd()}".TrimEnd());
        output.WriteLine();
    }
}
