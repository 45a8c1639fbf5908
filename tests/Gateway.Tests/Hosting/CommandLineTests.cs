using PreDelinquency.Gateway.Hosting;

namespace PreDelinquency.Gateway.Tests.Hosting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--frob", "--frob")]
    [InlineData("extra", "extra")]
    [InlineData("--urls", "--urls")]
    [InlineData("--urls nope", "must be like http://127.0.0.1:8080")]
    [InlineData("--urls http://0.0.0.0:8080", "Whoever reaches it can read everything")]
    [InlineData("--urls http://*:8080", "Whoever reaches it can read everything")]
    [InlineData("--urls http://192.168.1.5:8080", "--allow-remote")]
    [InlineData("--urls https://127.0.0.1:8080", "must be http://")]
    [InlineData("--urls http://127.0.0.1:99999", "port")]
    [InlineData("--urls http://127.0.0.1:abc", "http://127.0.0.1:abc: the port must be a number")]
    [InlineData("--allow-remote --urls http://127.0.0.1:abc", "http://127.0.0.1:abc: the port must be a number")]
    [InlineData("--allow-remote --urls http://127.0.0.1:-5", "the port must be a number")]
    [InlineData("--urls http://[::1:8080", "http://[::1:8080: the host must be")]
    [InlineData("--allow-remote --urls http://somewhere.example:8080", "the host must be localhost, an IP address")]
    [InlineData("--allowed-hosts http://risk.example.org", "--allowed-hosts http://risk.example.org: must be a name like risk.example.org")]
    [InlineData("--allowed-hosts *", "--allowed-hosts *: must be a name")]
    [InlineData("--check somewhere", "--check somewhere: must be like http://127.0.0.1:8080")]
    [InlineData("--urls http://localhost:0", "port 0 goes with 127.0.0.1")]
    [InlineData("--data ", "--data must name a folder")]
    [InlineData("--model ", "--model must name a folder")]
    [InlineData("--registry ", "--registry must name a folder")]
    [InlineData("--registry-database ", "--registry-database must be a connection string")]
    [InlineData("--store ", "--store must be a connection string")]
    [InlineData("--store-file ", "--store-file must name a file")]
    [InlineData("--store Host=db --store-file secret", "--store and --store-file exclude each other")]
    [InlineData("--channels ", "--channels must name a file")]
    [InlineData("--demo --channels channels.yaml", "--channels does not go with --demo")]
    [InlineData("--urls ;", "at least one URL")]
    [InlineData("--clock moon", "--clock must be wall or event, not moon.")]
    [InlineData("--demo --clock wall", "--clock")]
    [InlineData("--demo-seed 3", "--demo-seed goes with --demo")]
    [InlineData("--demo --demo-customers 0", "--demo-customers must be 1 to 100000")]
    [InlineData("--demo --demo-customers many", "many")]
    [InlineData("--demo --demo-months 61", "--demo-months must be 1 to 60")]
    [InlineData("--demo --demo-years 0", "--demo-years must be 1 to 50")]
    [InlineData("--demo --demo-day-seconds 0", "--demo-day-seconds must be 0.05 to 86400")]
    [InlineData("--log loud", "--log must be debug, information, warning, error or none, not loud.")]
    public async Task A_wrong_option_is_named_and_ends_with_code_2(string arguments, string expected)
    {
        var run = await ProgramRun.ExecuteAsync(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var run = await ProgramRun.ExecuteAsync("--help");

        Assert.Equal(0, run.ExitCode);
        string[] options = ["--demo", "--demo-customers", "--demo-months", "--demo-day-seconds", "--demo-years", "--demo-seed", "--urls", "--data", "--store", "--store-file", "--model", "--registry", "--registry-database", "--clock", "--allow-remote", "--allowed-hosts", "--log", "--check"];
        Assert.All(options, option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_options_it_listens_on_this_machine_only_and_keeps_its_data_here()
    {
        var options = Read();

        Assert.Equal(["http://127.0.0.1:8080"], options.Urls);
        Assert.Equal(Path.GetFullPath("data"), options.DataFolder);
        Assert.Null(options.ModelFolder);
        Assert.Equal(Path.Combine(options.DataFolder, "models"), options.RegistryFolder);
        Assert.False(options.EventClock);
        Assert.Null(options.Demo);
    }

    [Fact]
    public void A_database_for_the_store_is_the_registrys_too_unless_that_has_a_place_of_its_own()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(("Host=db", "Host=db"), Databases("--store", "Host=db"));
        Assert.Equal(("Host=db", null), Databases("--store", "Host=db", "--registry", "models"));
        Assert.Equal(("Host=db", "Host=other"), Databases("--store", "Host=db", "--registry-database", "Host=other"));
        Assert.Equal(("Host=secret", "Host=secret"), Databases("--store-file", folder.Write("store", "Host=secret\n")));
        Assert.Equal((null, null), Databases());

        static (string? Store, string? Registry) Databases(params string[] arguments) => Read(arguments) is var options ? (options.StoreDatabase, options.RegistryDatabase) : default;
    }

    [Fact]
    public void A_demo_runs_on_the_streams_own_time_in_a_folder_that_stays_the_same()
    {
        var options = Read("--demo", "--demo-customers", "50", "--demo-day-seconds", "0.5");

        Assert.True(options.EventClock);
        Assert.Equal(Read("--demo", "--demo-customers", "50").DataFolder, options.DataFolder);
        Assert.NotEqual(Read("--demo").DataFolder, options.DataFolder);
        Assert.True(Path.IsPathFullyQualified(options.DataFolder));
        Assert.Equal(new DemoOptions { Customers = 50, Months = 12, Day = TimeSpan.FromSeconds(0.5), Years = 5, Seed = 7 }, options.Demo);
    }

    [Fact]
    public void Others_may_connect_only_where_that_is_asked_for()
    {
        Assert.True(Read("--urls", "http://0.0.0.0:8080", "--allow-remote").AllowRemote);
        Assert.Equal(["gateway", "risk.example.org"], Read("--allowed-hosts", "gateway;risk.example.org").AllowedHosts);
        Assert.Equal(["http://localhost:1", "http://[::1]:2"], Read("--urls", "http://localhost:1;http://[::1]:2").Urls);
    }

    private static GatewayOptions Read(params string[] arguments)
    {
        var commandLine = new CommandLine();
        var parsed = commandLine.Root.Parse(arguments);
        Assert.Empty(commandLine.Violations(parsed));
        return commandLine.Read(parsed);
    }
}
