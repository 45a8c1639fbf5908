using System.Net;
using System.Net.Sockets;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Postgres;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Tests;

public sealed class CommandLineTests(PostgresFixture postgres)
{
    private const string Database = "Host=db.example;Database=risk;Username=risk;Password=secret-word";

    [Theory]
    [InlineData("--role must be silo, gateway or all, not both", "--role", "both")]
    [InlineData("--silo-port must be 1 to 65535, not 0", "--silo-port", "0")]
    [InlineData("--silo-port and --client-port must be two ports", "--silo-port", "30000")]
    [InlineData("--cluster-id a b: must be 1 to 64 letters", "--cluster-id", "a b")]
    [InlineData("--advertise nowhere: must be an IP address", "--advertise", "nowhere")]
    [InlineData("--advertise 10.1.2.3: is not on this machine only", "--advertise", "10.1.2.3")]
    [InlineData("--urls http://0.0.0.0:80: is not on this machine only", "--urls", "http://0.0.0.0:80")]
    [InlineData("--allowed-hosts http://x: must be a name", "--allowed-hosts", "http://x")]
    [InlineData("--clock must be wall or event, not sun", "--clock", "sun")]
    [InlineData("Unrecognized command or argument '--demo'", "--demo")]
    [InlineData("--kafka kafka: must be HOST:PORT", "--kafka", "kafka")]
    [InlineData("--kafka must name the brokers that the settings are for", "--kafka-setting", "security.protocol=ssl")]
    [InlineData("--kafka-setting: must be NAME=VALUE", "--kafka", "kafka:9092", "--kafka-setting", "security.protocol")]
    [InlineData("--kafka-settings /no/such/file: ", "--kafka", "kafka:9092", "--kafka-settings", "/no/such/file")]
    [InlineData("--kafka-setting: No such configuration property: \"no.such.thing\"", "--kafka", "kafka:9092", "--kafka-setting", "no.such.thing=1")]
    [InlineData("--kafka-setting: Invalid value for configuration property \"session.timeout.ms\"", "--kafka", "kafka:9092", "--kafka-setting", "client.rack=a", "--kafka-setting", "session.timeout.ms=abc")]
    [InlineData("--kafka-setting: `max.poll.interval.ms`must be >= `session.timeout.ms`", "--kafka", "kafka:9092", "--kafka-setting", "session.timeout.ms=600000")]
    [InlineData("--kafka-setting: Settings must leave to the program what it depends on, not transactional.id", "--kafka", "kafka:9092", "--kafka-setting", "transactional.id=x")]
    [InlineData("must leave to the program what it depends on, not enable.auto.commit", "--kafka", "kafka:9092", "--kafka-setting", "enable.auto.commit=false")]
    [InlineData("--policy (or PREDELINQUENCY_POLICY) needs --keys, or PREDELINQUENCY_KEYS", "--policy", "/tmp")]
    [InlineData("--policy /no/such/folder: is no folder", "--keys", "/tmp", "--policy", "/no/such/folder")]
    [InlineData("--people /no/such/file: is no file", "--people", "/no/such/file")]
    [InlineData("--channels /no/such/file: is no file", "--keys", "/tmp", "--channels", "/no/such/file")]
    public void A_wrong_option_is_named_with_its_rule(string violation, params string[] arguments)
    {
        var commandLine = new CommandLine(_ => null);

        var violations = commandLine.Violations(commandLine.Root.Parse(["run", "--database", Database, .. arguments]));

        Assert.Contains(violations, v => v.Contains(violation, StringComparison.Ordinal));
        Assert.DoesNotContain(violations, v => v.Contains("(Parameter", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_database_it_says_which_option_and_which_variable_name_one()
    {
        var commandLine = new CommandLine(_ => null);

        Assert.Contains("--database must name the database that the cluster shares, or PREDELINQUENCY_DATABASE must.", commandLine.Violations(commandLine.Root.Parse(["run"])));
    }

    [Fact]
    public void The_environment_names_database_and_address_where_the_command_line_does_not()
    {
        var commandLine = new CommandLine(name => name switch { ConnectionText.Variable => Database, CommandLine.AdvertiseVariable => "10.1.2.3", CommandLine.PeopleVariable => "people.yaml", _ => null });

        var options = commandLine.Read(commandLine.Root.Parse(["run", "--role", "silo", "--allow-remote"]));

        Assert.Equal((SiloRole.Silo, Database, "10.1.2.3:11111", 30_000), (options.Role, options.Database, options.SiloEndpoint.ToString(), options.ClientPort));
        Assert.Equal(["http://127.0.0.1:8081"], options.Http.Urls);
        Assert.Equal("people.yaml", options.Http.PeopleFile);
    }

    [Fact]
    public async Task Keys_are_made_once_and_stay_as_they_are()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();

        Assert.Equal(0, await SiloProgram.RunAsync(["keys", "--keys", folder.File("keys")], output, TextWriter.Null, TestContext.Current.CancellationToken));
        var first = Directory.GetFiles(folder.File("keys")).Order().ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
        Assert.Equal(0, await SiloProgram.RunAsync(["keys", "--keys", folder.File("keys")], output, TextWriter.Null, TestContext.Current.CancellationToken));

        Assert.Equal(["audit.key", "holdout.key", "master.key"], first.Keys.Select(Path.GetFileName));
        Assert.All(first, key => Assert.Equal(key.Value, Convert.ToHexString(File.ReadAllBytes(key.Key))));
    }

    [Fact]
    public async Task A_process_without_the_keys_that_it_is_told_of_says_so_and_does_not_start()
    {
        using var folder = new TemporaryFolder();
        using var error = new StringWriter();
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        var ports = FreePorts.Take(2);

        var code = await SiloProgram.RunAsync(
            ["run", "--database", database, "--urls", "http://127.0.0.1:0", "--silo-port", $"{ports[0]}", "--client-port", $"{ports[1]}", "--keys", folder.File("none")], TextWriter.Null, error, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Contains("master.key", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_for_Kafka_come_from_a_file_and_the_command_line_wins()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kafka", "# how to get in\nsasl.mechanism = PLAIN\nsasl.username=risk\nsasl.password=a=b\n\nsecurity.protocol=sasl_plaintext\n");
        var commandLine = new CommandLine(name => name == KafkaArguments.BrokersVariable ? "kafka-0:9092" : null);
        var parsed = commandLine.Root.Parse(["run", "--database", Database, "--kafka-settings", folder.File("kafka"), "--kafka-setting", "sasl.username=other"]);

        Assert.Empty(commandLine.Violations(parsed));
        var kafka = commandLine.Read(parsed).Kafka!;

        Assert.Equal("kafka-0:9092", kafka.Brokers);
        Assert.Equal(("PLAIN", "other", "a=b"), (kafka.Settings["sasl.mechanism"], kafka.Settings["sasl.username"], kafka.Settings["sasl.password"]));
    }

    [Fact]
    public void A_setting_that_the_client_refuses_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kafka", "# how long\nfetch.wait.max.ms=20\nsession.timeout.ms=ten\n");
        var commandLine = new CommandLine(_ => null);

        var violation = Assert.Single(commandLine.Violations(commandLine.Root.Parse(["run", "--database", Database, "--kafka", "kafka:9092", "--kafka-settings", folder.File("kafka")])));

        Assert.StartsWith($"--kafka-settings {folder.File("kafka")}, line 3: Invalid value", violation, StringComparison.Ordinal);
        Assert.DoesNotContain("ten", violation["--kafka-settings".Length..].Split(": ", 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_the_settings_that_is_none_is_named_without_what_it_says()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kafka", "sasl.mechanism=PLAIN\nsecret-word\n");
        var commandLine = new CommandLine(_ => null);

        var violation = Assert.Single(commandLine.Violations(commandLine.Root.Parse(["run", "--database", Database, "--kafka", "kafka:9092", "--kafka-settings", folder.File("kafka")])));

        Assert.Equal($"--kafka-settings {folder.File("kafka")}, line 2: must be NAME=VALUE.", violation);
    }

    [Fact]
    public void Without_Kafka_there_is_none() => Assert.Null(Read("run", "--database", Database).Kafka);

    [Fact]
    public async Task Topics_that_cannot_be_made_are_an_error_in_one_line()
    {
        using var brokers = new MockKafka();
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await SiloProgram.RunAsync(["topics", "--kafka", brokers.Servers], output, error, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.StartsWith("silo: ", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--kafka must name the brokers, or PREDELINQUENCY_KAFKA must.")]
    [InlineData("--partitions must be 1 to 100000, not 0", "--kafka", "kafka:9092", "--partitions", "0")]
    [InlineData("--replication must be 1 to 32767, not x", "--kafka", "kafka:9092", "--replication", "x")]
    public void A_wrong_option_of_topics_is_named_with_its_rule(string violation, params string[] arguments)
    {
        var commandLine = new CommandLine(_ => null);

        var violations = commandLine.Violations(commandLine.Root.Parse(["topics", .. arguments]));

        Assert.Contains(violations, v => v.Contains(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void The_settings_of_the_Kafka_client_that_compose_mounts_are_taken()
    {
        var commandLine = new CommandLine(name => name switch
        {
            ConnectionText.Variable => Database,
            KafkaArguments.BrokersVariable => "kafka:9092",
            KafkaArguments.SettingsVariable => Repository.PathOf("deploy/docker/kafka.properties"),
            _ => null,
        });
        var parsed = commandLine.Root.Parse(["run", "--role", "silo"]);

        Assert.Empty(commandLine.Violations(parsed));
        Assert.Equal("plaintext", commandLine.Read(parsed).Kafka!.Settings["security.protocol"]);
    }

    [Theory]
    [InlineData("silo", "predelinquency-silo")]
    [InlineData("gateway", "predelinquency-cluster-gateway")]
    [InlineData("all", "predelinquency-cluster")]
    public void Each_role_has_a_name_of_its_own_for_those_who_watch_it(string role, string service) =>
        Assert.Equal(service, Read("run", "--database", Database, "--role", role).Http.ServiceName);

    [Fact]
    public async Task A_database_that_is_not_migrated_is_refused_with_the_command_that_migrates_it_and_no_password()
    {
        var database = postgres.CreateDatabase() + ";Password=secret-word";
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await SiloProgram.RunAsync(["run", "--database", database, "--urls", "http://127.0.0.1:0"], output, error, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Contains("bring it up to date with: pdi db migrate", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", output.ToString() + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--silo-port", "--client-port")]
    [InlineData("--client-port", "--silo-port")]
    public async Task A_port_of_another_silo_is_refused_before_the_cluster_hears_of_it(string taken, string free)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await SiloProgram.RunAsync(
            ["run", "--database", OrleansDatabase.Create(postgres), "--urls", "http://127.0.0.1:0", taken, $"{port}", free, $"{FreePorts.Take(1)[0]}"],
            output, error, TestContext.Current.CancellationToken);

        Assert.Equal((1, $"silo: 127.0.0.1:{port}: the port is in use; {taken} takes another"), (code, error.ToString().Trim()));
    }

    private static SiloOptions Read(params string[] arguments)
    {
        var commandLine = new CommandLine(_ => null);
        return commandLine.Read(commandLine.Root.Parse(arguments));
    }
}
