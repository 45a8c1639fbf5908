using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Posting;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Cli.Models;

/// <summary>
/// Who changes roles by the command line. With the file of people it must be proven as at a gateway; without, the history says that only
/// the operating system knew who it was. Whoever may write to the registry can change it without this program.
/// </summary>
internal sealed class ActingPerson
{
    private readonly PathOption _people = new("--people", PathUse.ReadFile)
    {
        Description = "The gateway's file of people: the one whose token --token-file holds must have the role model, and is named in the history. Without it, the history names the user of the operating system, as os:NAME.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly PathOption _token = TokenFile.CreateOption(PersonRole.Model);

    public void AddTo(Command command)
    {
        _token.Recursive = true;
        command.Options.Add(_people);
        command.Options.Add(_token);
    }

    /// <summary>The name for the history.</summary>
    /// <exception cref="CommandException">One of both options is missing, the token is nobody's, or whose it is may not change roles.</exception>
    public string Name(ParseResult parsed)
    {
        var (file, token) = (parsed.GetValue(_people), parsed.GetValue(_token));
        if (file is null && token is null)
            return $"os:{Environment.UserName}";
        if (file is null || token is null)
            throw new CommandException("--people and --token-file go together");
        if (Load(file).Find(TokenFile.Read(token)) is not { } person)
            throw new CommandException($"--token-file {token}: the token is that of nobody in {file}");
        return person.Roles.Contains(PersonRole.Model)
            ? person.Name
            : throw new CommandException($"changing roles takes somebody with the role {WireNames<PersonRole>.Of(PersonRole.Model)}; {person.Name} has {string.Join(", ", person.Roles.Select(WireNames<PersonRole>.Of))}");
    }

    private static PeopleList Load(string file)
    {
        try
        {
            return PeopleList.Load(file);
        }
        catch (PeopleException e)
        {
            throw new CommandException($"--people {file}: {e.Message}", e);
        }
    }
}
