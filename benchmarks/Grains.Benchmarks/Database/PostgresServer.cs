using System.Diagnostics;
using System.Globalization;
using PreDelinquency.Postgres;
using PreDelinquency.Silo.Tests;

namespace PreDelinquency.Grains.Benchmarks.Database;

/// <summary>
/// The server on which databases are made: the one that <see cref="ConnectionText.Variable"/> names, else one of this program's
/// own in a temporary folder, with PostgreSQL's default settings but for the number of connections, so that commits are durable.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Owner = "owner";
    private static readonly string[] Programs = ["initdb", "pg_ctl"];
    private static readonly string[] Homes = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"];
    private readonly string? _folder;

    public PostgresServer()
    {
        if (ConnectionText.Resolve(null, null) is { } named)
        {
            ConnectionString = named;
            return;
        }

        var port = FreePorts.Take(1)[0];
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={Owner};Database=postgres");
        _folder = Directory.CreateTempSubdirectory("cluster-benchmark-").FullName;
        if (IsRoot)
            Run("chown", "postgres", _folder);
        RunAsOwner("initdb", "-D", Data, "-U", Owner, "--auth=trust", "-E", "UTF8", "--locale=C");
        RunAsOwner("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -h 127.0.0.1 -k {_folder} -c max_connections=300"), "start");
    }

    public string ConnectionString { get; }

    // The server refuses to run as root.
    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder!, "data");

    public void Dispose()
    {
        if (_folder is null)
            return;
        RunAsOwner("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static string Binaries()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = Homes.Where(Directory.Exists).SelectMany(home => Directory.EnumerateDirectories(home)).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"));
        return onPath.Concat(installed).FirstOrDefault(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))))
            ?? throw new InvalidOperationException($"PostgreSQL's server is not installed here; {ConnectionText.Variable} may name one elsewhere.");
    }

    private void RunAsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries(), program);
        if (IsRoot)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        // Into a file: the server that pg_ctl leaves behind would keep a pipe open for as long as it runs.
        var output = $"{_folder}.out";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > \"$0\" 2>&1 < /dev/null", output, program, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        process.WaitForExit();
        var text = File.ReadAllText(output);
        File.Delete(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {text}");
    }
}
