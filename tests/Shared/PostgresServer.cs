using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PreDelinquency.Tests;

/// <summary>A PostgreSQL server of the test's own, in a temporary folder, for as long as it is not disposed.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly string[] Homes = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"];
    private readonly string _folder;
    private readonly string _binaries;
    private readonly int _port = FreePort();

    private PostgresServer(string binaries)
    {
        _binaries = binaries;
        _folder = Directory.CreateTempSubdirectory("pg").FullName;
        if (IsRoot)
            Run("chown", "postgres", _folder);
        RunAsOwner("initdb", "-D", Path.Combine(_folder, "data"), "-U", "owner", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync");
        RunAsOwner("pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-l", Path.Combine(_folder, "log"),
            "-o", string.Create(CultureInfo.InvariantCulture, $"-p {_port} -h 127.0.0.1 -k {_folder} -F"), "start");
    }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=owner;Database=postgres;Pooling=false");

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Starts a server; the test is skipped, with the reason, where this machine has none.</summary>
    public static PostgresServer Start()
    {
        var binaries = Binaries();
        Assert.SkipWhen(binaries is null, "PostgreSQL's server (initdb, pg_ctl) is not installed on this machine.");
        return new PostgresServer(binaries!);
    }

    public void Dispose()
    {
        RunAsOwner("pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Binaries()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = Homes.Where(Directory.Exists).SelectMany(home => Directory.EnumerateDirectories(home)).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"));
        return onPath.Concat(installed).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
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
        var output = $"{_folder}.out";
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
