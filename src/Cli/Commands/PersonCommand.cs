using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi person</c>: those who may act, and their tokens.</summary>
internal static class PersonCommand
{
    private const string Examples = """
        # A token for somebody, and the line for the file of people
        ./pdi person token

        # Is the file in order? Exit code 1 where anything is wrong
        ./pdi person check people.yaml
        """;

    private const string Details = """
        A gateway with --people FILE lets only those change anything whom the file names, each by a token
        that they alone have; the file holds its SHA-256. docs/interventions.md has its rules and all roles.
        A token is shown once and stored nowhere: hand it over as you would a password.
        """;

    public static Command Create(CommandConsole console)
    {
        var token = new Command("token", "Make a token, and the SHA-256 that the file of people holds of it.");
        token.SetAction(_ =>
        {
            var made = AccessToken.Create();
            console.Output.WriteLine($"token: {made}");
            console.Output.WriteLine($"token_sha256: {AccessToken.HashOf(made)}");
            return ExitCode.Done;
        });
        var file = new Argument<string>("FILE") { Description = "The file of people." };
        var check = new Command("check", "Check a file of people, and list all that is wrong.") { file };
        check.SetAction(parsed =>
        {
            var given = parsed.GetRequiredValue(file);
            new PathRule(file.Name, given, PathUse.ReadFile).Check(force: false);
            return Check(given, console);
        });
        return new ExampleCommand("person", "Make tokens for those who may act, and check the file that names them.", Examples, Details) { token, check };
    }

    private static int Check(string file, CommandConsole console)
    {
        try
        {
            foreach (var person in PeopleList.Load(file).People)
                console.Output.WriteLine($"{person.Name}: {string.Join(", ", person.Roles.Select(WireNames<PersonRole>.Of))}");
            return ExitCode.Done;
        }
        catch (PeopleException e)
        {
            foreach (var fault in e.Faults)
                console.Output.WriteLine(fault);
            console.Error.WriteLine($"pdi: {e.Faults.Count} {(e.Faults.Count == 1 ? "fault" : "faults")}");
            return ExitCode.Failed;
        }
    }
}
