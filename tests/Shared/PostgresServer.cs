using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PreDelinquency.Tests;

/// <summary>A PostgreSQL server of the test's own, in a temporary folder, for as long as it is not disposed.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Owner = "owner";
    private static readonly string[] Programs = ["initdb", "pg_ctl", "createdb"];
    private static readonly string[] Homes = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"];
    private readonly string _folder;
    private readonly string _binaries;
    private readonly int _port = FreePort();

    private int _databases;

    private PostgresServer(string binaries)
    {
        _binaries = binaries;
        _folder = Directory.CreateTempSubdirectory("pg").FullName;
        if (IsRoot)
            Run("chown", "postgres", _folder);
        RunAsOwner("initdb", "-D", Path.Combine(_folder, "data"), "-U", Owner, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync");
        Resume();
    }

    /// <summary>Of the database that every server has.</summary>
    public string ConnectionString => ConnectionTo("postgres");

    public int Port => _port;

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Starts a server; the test is skipped, with the reason, where this machine has none.</summary>
    public static PostgresServer Start()
    {
        var binaries = Binaries();
        Assert.SkipWhen(binaries is null, $"PostgreSQL's server ({string.Join(", ", Programs)}) is not installed on this machine.");
        return new PostgresServer(binaries!);
    }

    /// <summary>Makes a database.</summary>
    /// <param name="template">A database that nobody is connected to, whose copy it becomes; null for an empty one.</param>
    /// <param name="name">Its name; null for one that is not taken.</param>
    /// <returns>Its connection string.</returns>
    public string CreateDatabase(string? template = null, string? name = null)
    {
        name ??= string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        RunAsOwner("createdb", "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", Owner, "-T", template ?? "template1", name);
        return ConnectionTo(name);
    }

    public string ConnectionTo(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={Owner};Database={database}");

    /// <summary>Ends all sessions at once, without a last checkpoint, as a crash does.</summary>
    public void Crash() => RunAsOwner("pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-m", "immediate", "stop");

    /// <summary>Starts it again on the same port.</summary>
    public void Resume() => RunAsOwner("pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-l", Path.Combine(_folder, "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-p {_port} -h 127.0.0.1 -k {_folder} -F -c max_connections=1000"), "start");

    public void Dispose()
    {
        if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid")))
            Crash();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Binaries()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = Homes.Where(Directory.Exists).SelectMany(home => Directory.EnumerateDirectories(home)).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"));
        return onPath.Concat(installed).FirstOrDefault(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))));
    }

    // The server refuses to run as root.
    private void RunAsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        if (IsRoot)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        // Into a file: the server that pg_ctl leaves behind would keep a pipe open for as long as it runs.
        var output = $"{_folder}.{Guid.NewGuid():N}.out";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > \"$0\" 2>&1 < /dev/null", output, program, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        process.WaitForExit();
        var text = File.ReadAllText(output);
        File.Delete(output);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {text}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
