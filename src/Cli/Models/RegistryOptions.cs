using System.CommandLine;
using PreDelinquency.Registry;

namespace PreDelinquency.Cli.Models;

/// <summary>Which model registry a command works on: a folder, or a PostgreSQL database.</summary>
internal sealed class RegistryOptions
{
    private readonly Option<string> _folder = new("--registry")
    {
        Description = "The model registry's folder. The gateway keeps it in models below its store's folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("data", "models"),
        Recursive = true,
    };

    private readonly Option<string?> _database = new("--registry-database")
    {
        Description = "A PostgreSQL database as the registry instead, like \"Host=db;Database=models;Username=risk\"; the password from PGPASSWORD or a password file.",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_database);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_folder) is { Implicit: false } && result.GetResult(_database) is { Implicit: false })
                result.AddError("--registry and --registry-database exclude each other.");
        });
    }

    /// <summary>Opens the registry; a folder must exist, unless it may be made.</summary>
    public async Task<IModelRegistry> OpenAsync(ParseResult parsed, TimeProvider time, bool mayCreate, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_database) is { } connection)
            return await PostgresRegistry.OpenAsync(connection, time, cancellationToken);
        var folder = parsed.GetValue(_folder)!;
        if (!mayCreate && !Directory.Exists(folder))
            throw new CommandException($"--registry {folder}: there is no such folder. The gateway makes it when it first starts, and {PdiProgram.Call} models register does. A demo's is in its own folder, by default ~/.local/share/predelinquency/demo-1000-12-7/models.");
        return new FolderRegistry(folder, time);
    }
}
