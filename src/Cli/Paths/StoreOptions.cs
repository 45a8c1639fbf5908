using System.CommandLine;
using PreDelinquency.Postgres;
using PreDelinquency.Storage;

namespace PreDelinquency.Cli.Paths;

/// <summary>Which store a command works on: that of a folder, or of a PostgreSQL database.</summary>
/// <param name="file">What the command reads of a folder.</param>
internal sealed class StoreOptions(string file)
{
    private readonly PathOption _folder = new("--data", PathUse.ReadFolder)
    {
        Description = "The store's folder: what the gateway was given as --data.",
        HelpName = "DIR",
        Files = [file],
        MadeBy = "the gateway",
    };

    private readonly Option<string?> _database = new("--store")
    {
        Description = "The store's PostgreSQL database: what the gateway was given as --store, like \"Host=db;Database=risk;Username=risk\"; the password from PGPASSWORD or a password file.",
        HelpName = "CONNECTION",
    };

    private readonly Option<string?> _file = new("--store-file")
    {
        Description = $"A file that holds what --store would say. Without any of the three, the environment variable {ConnectionText.Variable} counts.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_database);
        command.Options.Add(_file);
        command.Validators.Add(result =>
        {
            var named = new Option[] { _folder, _database, _file }.Where(option => result.GetResult(option) is { Implicit: false }).ToList();
            if (named.Count > 1)
                result.AddError($"{named[0].Name} and {named[1].Name} exclude each other.");
            if (named.Count == 0 && Environment.GetEnvironmentVariable(ConnectionText.Variable) is not { Length: > 0 })
                result.AddError($"Name the store: --data DIR, --store CONNECTION or --store-file FILE (or set {ConnectionText.Variable}).");
        });
    }

    /// <summary>The store of a command line without errors.</summary>
    public StoreLocation Read(ParseResult parsed) =>
        parsed.GetValue(_folder) is { } folder ? StoreLocation.Folder(folder) : StoreLocation.Database(ConnectionText.Resolve(parsed.GetValue(_database), parsed.GetValue(_file))!);
}
