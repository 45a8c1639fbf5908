using System.Net.Http.Headers;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Cli.Posting;

/// <summary>The token that a gateway which knows people takes transactions with. It stands in a file, as a command line is for everybody on a machine to see.</summary>
internal static class TokenFile
{
    /// <param name="role">Whose token, for the help.</param>
    public static PathOption CreateOption(PersonRole role = PersonRole.Feed) => new("--token-file", PathUse.ReadFile)
    {
        HelpName = "FILE",
        Description = $"A file that holds the token of somebody with the role {WireNames<PersonRole>.Of(role)}{(role == PersonRole.Feed ? ", for a gateway with --people" : "")}.",
    };

    /// <summary>Lets all requests of a client bear the token of a file; none where no file is given.</summary>
    /// <exception cref="CommandException">The file holds something else than one token.</exception>
    public static void Authorize(this HttpClient client, string? file)
    {
        if (file is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Read(file));
    }

    /// <exception cref="CommandException">The file holds something else than one token.</exception>
    public static string Read(string file)
    {
        var token = File.ReadAllText(file).Trim();
        if (token.Length == 0 || token.Any(c => c is <= ' ' or > '~'))
            throw new CommandException($"--token-file {file}: must hold one token and nothing else");
        return token;
    }
}
