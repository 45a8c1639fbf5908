using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi policy</c>: the contact policy and its texts.</summary>
internal static class PolicyCommand
{
    private const string Examples = """
        # Is the policy that the program carries in order?
        ./pdi policy check

        # Begin one of your own, and check it; exit code 1 where anything is wrong
        cp -r policies/default mypolicy
        ./pdi policy check mypolicy
        """;

    private const string Details = """
        A policy is a folder with policy.yaml and, for each language, texts.LANGUAGE.yaml. The check reads
        all of it and lists every fault with file, line, value and rule: unknown keys, values out of range,
        forbidden words, missing texts or opt-out lines, text messages that are too long, offers of credit
        where gambling may be the cause. docs/interventions.md has all rules.
        """;

    public static Command Create(CommandConsole console)
    {
        var folder = new Argument<string?>("DIR") { Description = "Folder of the policy; without it, the one that the program carries.", Arity = ArgumentArity.ZeroOrOne };
        var check = new Command("check", "Check a policy and its texts, and list all that is wrong.") { folder };
        check.SetAction(parsed =>
        {
            var given = parsed.GetValue(folder);
            if (given is not null)
                new PathRule(folder.Name, given, PathUse.ReadFolder).Check(force: false);
            return Check(given, console);
        });
        return new ExampleCommand("policy", "Check whom the bank contacts, when, and with which words.", Examples, Details) { check };
    }

    private static int Check(string? folder, CommandConsole console)
    {
        try
        {
            var bundle = folder is null ? PolicyBundle.Default : PolicyBundle.Load(folder);
            var languages = bundle.Texts.Languages.Keys.Order(StringComparer.Ordinal).ToList();
            console.Output.WriteLine($"{bundle.Version}: in order, {languages.Count * TextKey.All.Count()} texts in {string.Join(", ", languages)}");
            return ExitCode.Done;
        }
        catch (PolicyException e)
        {
            foreach (var fault in e.Faults)
                console.Output.WriteLine(fault);
            console.Error.WriteLine($"pdi: {e.Faults.Count} {(e.Faults.Count == 1 ? "fault" : "faults")}");
            return ExitCode.Failed;
        }
    }
}
