using System.CommandLine;
using PreDelinquency.Postgres;
using PreDelinquency.Training.Reporting.Tables;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi db</c>: the schemas in a PostgreSQL database.</summary>
internal static class DbCommand
{
    private const string OneMachine = "one-machine";
    private const string Cluster = "cluster";

    private const string Examples = """
        # Bring a database up to date, with the role that owns it; the password from PGPASSWORD or ~/.pgpass
        ./pdi db migrate --database "Host=db;Database=risk;Username=risk_owner"

        # The same for the silos of a cluster
        ./pdi db migrate --edition cluster --database "Host=db;Database=risk;Username=risk_owner"

        # How far it is; exit code 1 where something is to be done
        ./pdi db status --database "Host=db;Database=risk;Username=risk_owner"
        """;

    private const string Details = """
        Components of the one-machine edition: engine (the gateway's store), outreach (contacts, the
        outbox, the audit log) and registry (models).
        Of the cluster edition: cluster (the silos' store), orleans (members, reminders,
        subscriptions), outreach and registry. Each is brought from the version that the database has
        to the one that this program knows, in one transaction; a database of a newer program is
        refused, and so is one that a gateway of the one-machine edition is using. Silos may be running.
        """;

    public static Command Create(CommandConsole console)
    {
        var database = new Option<string?>("--database") { Description = "The database, like \"Host=db;Database=risk;Username=risk_owner\"; the password from PGPASSWORD or a password file.", HelpName = "CONNECTION", Recursive = true };
        var file = new Option<string?>("--database-file") { Description = $"A file that holds what --database would say. Without either, the environment variable {ConnectionText.Variable} counts.", HelpName = "FILE", Recursive = true };
        var component = new Option<string?>("--component") { Description = "Only this component; else all of the edition.", HelpName = "NAME", Recursive = true };
        component.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && MigrationSet.All.All(set => set.Component != token.Value))
                result.AddError($"--component must be one of {string.Join(", ", MigrationSet.All.Select(set => set.Component))}, not {token.Value}.");
        });
        var edition = new Option<string>("--edition") { Description = "Whose components: one-machine or cluster.", HelpName = "EDITION", DefaultValueFactory = _ => OneMachine, Recursive = true };
        edition.AcceptOnlyFromAmong(OneMachine, Cluster);
        var command = new ExampleCommand("db", "Bring the tables in a PostgreSQL database up to date, or see how far they are.", Examples, Details) { database, file, edition, component };
        Add("migrate", "Apply what is pending. Safe to repeat, and when two do it at once.", MigrateAsync);
        Add("status", "Show which version the database has and which this program knows.", StatusAsync);
        return command;

        void Add(string name, string description, Func<Migrator, IReadOnlyList<MigrationSet>, CancellationToken, Task<int>> act)
        {
            var sub = new Command(name, description);
            sub.Validators.Add(result =>
            {
                var (given, named) = (result.GetResult(database) is { Implicit: false }, result.GetResult(file) is { Implicit: false });
                if (result.GetResult(component) is not null && result.GetResult(edition) is { Implicit: false })
                    result.AddError("--component and --edition exclude each other.");
                if (given && named)
                    result.AddError("--database and --database-file exclude each other.");
                if (!given && !named && Environment.GetEnvironmentVariable(ConnectionText.Variable) is not { Length: > 0 })
                    result.AddError($"Name the database: --database CONNECTION or --database-file FILE (or set {ConnectionText.Variable}).");
            });
            sub.SetAction(async (parsed, cancellationToken) =>
            {
                var address = DatabaseAddress.Parse(ConnectionText.Resolve(parsed.GetValue(database), parsed.GetValue(file))!);
                await using var connection = await address.ConnectAsync(cancellationToken);
                var sets = parsed.GetValue(component) is { } only ? [MigrationSet.Of(only)] : parsed.GetValue(edition) == Cluster ? MigrationSet.ClusterEdition : MigrationSet.OneMachine;
                return await act(new Migrator(connection, address), sets, cancellationToken);
            });
            command.Subcommands.Add(sub);
        }

        async Task<int> MigrateAsync(Migrator migrator, IReadOnlyList<MigrationSet> sets, CancellationToken cancellationToken)
        {
            foreach (var set in sets)
            {
                var before = await migrator.ApplyAsync(set, cancellationToken);
                console.Output.WriteLine(before.IsCurrent
                    ? $"{set.Component}: version {set.Version}, nothing to do"
                    : $"{set.Component}: version {before.Applied} to {set.Version} ({string.Join(", ", before.Pending.Select(migration => migration.Name))})");
            }

            return ExitCode.Done;
        }

        async Task<int> StatusAsync(Migrator migrator, IReadOnlyList<MigrationSet> sets, CancellationToken cancellationToken)
        {
            var states = new List<MigrationStatus>();
            foreach (var set in sets)
                states.Add(await migrator.ReadStatusAsync(set, cancellationToken));
            new ReportTable(["component", "database", "program", "pending"], [.. states.Select(Line)]).WriteText(console.Output);
            return states.TrueForAll(state => state.IsCurrent) ? ExitCode.Done : ExitCode.Failed;
        }
    }

    private static ReportCell[] Line(MigrationStatus state) =>
    [
        new(state.Set.Component),
        new(state.Applied == 0 ? "–" : $"{state.Applied}"),
        new($"{state.Set.Version}"),
        new(state.IsNewer ? "none: the database is newer than this program" : state.IsCurrent ? "none" : string.Join(", ", state.Pending.Select(migration => migration.Name))),
    ];
}
