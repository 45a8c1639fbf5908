using System.Net;
using System.Net.Sockets;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bundle.json", "not json")]
    [InlineData("model.txt", "tree\nversion=v4\n")]
    public async Task A_corrupt_model_is_told_in_one_line(string file, string content)
    {
        ShippedModel.Bundle.Save(_folder.File("model"));
        await File.WriteAllTextAsync(Path.Combine(_folder.File("model"), file), content, TestContext.Current.CancellationToken);

        await FailsAsync(file, "--model", _folder.File("model"), "--data", _folder.File("data"));
    }

    [Fact]
    public Task A_missing_model_is_told_in_one_line() => FailsAsync("nowhere", "--model", _folder.File("nowhere"), "--data", _folder.File("data"));

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_told_in_one_line()
    {
        await File.WriteAllTextAsync(_folder.File("taken"), "", TestContext.Current.CancellationToken);

        await FailsAsync("taken", "--data", _folder.File("taken"));
    }

    [Fact]
    public async Task A_store_that_is_no_store_is_told_in_one_line()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await using (var first = await RunningProgram.StartAsync(_folder.File("data")))
            Assert.NotEmpty(first.Output);
        var database = Directory.GetFiles(_folder.File("data"), "*", SearchOption.AllDirectories).OrderByDescending(f => new FileInfo(f).Length).First();
        await File.WriteAllTextAsync(database, new string('x', 8192), TestContext.Current.CancellationToken);

        await FailsAsync("data", "--data", _folder.File("data"));
    }

    [Fact]
    public async Task A_folder_that_is_in_use_is_told_in_one_line()
    {
        await using var first = await RunningProgram.StartAsync(_folder.File("data"));

        await FailsAsync("in use", "--data", _folder.File("data"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_in_one_line_without_its_password()
    {
        var run = await ProgramRun.ExecuteAsync("--urls", "http://127.0.0.1:0", "--store", "Host=127.0.0.1;Port=1;Database=risk;Username=me;Password=hidden");

        AssertOneLine(run, "PostgreSQL database risk at 127.0.0.1:1");
        Assert.DoesNotContain("hidden", run.Error + run.Output, StringComparison.Ordinal);
        await FailsAsync("nowhere", "--store-file", _folder.File("nowhere"));
        await FailsAsync("The connection string is not one", "--store", "risk");
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_told_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = await ProgramRun.ExecuteAsync("--urls", $"http://127.0.0.1:{port}", "--data", _folder.File("data"));

        AssertOneLine(run, $"{port}");
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task A_port_that_is_asked_for_twice_is_told_in_one_line()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();

        AssertOneLine(await ProgramRun.ExecuteAsync("--urls", $"{url};{url}", "--data", _folder.File("data")), url);
    }

    [Fact]
    public async Task A_check_tells_whether_a_gateway_is_ready()
    {
        await using var program = await RunningProgram.StartAsync(_folder.File("data"));
        await using var preparing = await RunningProgram.StartAsync(_folder.File("demo"), "--demo", "--demo-customers", "100000");
        using var silent = new TcpListener(IPAddress.Loopback, 0);

        Assert.Equal(new ProgramRun(0, "ready" + Environment.NewLine, ""), await ProgramRun.ExecuteAsync("--check", program.Address.ToString()));
        AssertOneLine(await ProgramRun.ExecuteAsync("--check", preparing.Address.ToString()), "demo: ");
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();
        AssertOneLine(await ProgramRun.ExecuteAsync("--check", $"http://127.0.0.1:{port}"), $"127.0.0.1:{port}");
    }

    [Fact]
    public async Task The_demo_of_other_options_is_not_mixed_with_this_one()
    {
        Directory.CreateDirectory(_folder.File("data"));
        await File.WriteAllTextAsync(Path.Combine(_folder.File("data"), "demo.json"), """{"customers":5,"months":1,"seed":1,"start":"2026-01-01"}""", TestContext.Current.CancellationToken);

        await FailsAsync("--demo-customers 5", "--demo", "--demo-customers", "6", "--data", _folder.File("data"));
    }

    [Fact]
    public async Task A_store_of_real_transactions_does_not_become_a_demo()
    {
        await using (var first = await RunningProgram.StartAsync(_folder.File("data")))
        {
            using var http = new HttpClient();
            using var response = await http.PostAsync(new Uri(first.Address, "/transactions"), new StringContent(Sample.Json("t1"), System.Text.Encoding.UTF8, "application/json"));
            Assert.True(response.IsSuccessStatusCode);
        }

        await FailsAsync("not of a demo", "--demo", "--data", _folder.File("data"));
    }

    [Fact]
    public async Task A_stop_while_it_starts_is_a_clean_end()
    {
        await using var output = new StringWriter();

        var exitCode = await GatewayProgram.RunAsync(["--urls", "http://127.0.0.1:0", "--data", _folder.File("data")], output, output, new CancellationToken(canceled: true));

        Assert.Equal((0, $"Stopped before it served; nothing is lost. The same command line starts it again.{Environment.NewLine}"), (exitCode, output.ToString()));
    }

    [Fact]
    public async Task Settings_of_channels_that_break_rules_are_told_in_one_line_before_anything_is_made()
    {
        var file = _folder.Write("channels.yaml", "sms:\n  url: http://sms.example\n  secrets: [{ env: NO_SUCH_VARIABLE }]\n");

        await FailsAsync("channels.yaml:2: sms.url must be an https address", "--channels", file, "--data", _folder.File("data"));
        await FailsAsync("channels.yaml:3: sms.secrets[1].env must hold a secret", "--channels", file, "--data", _folder.File("data"));
        await FailsAsync("nowhere.yaml", "--channels", _folder.File("nowhere.yaml"), "--data", _folder.File("data"));
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task A_file_of_people_that_breaks_rules_is_told_in_one_line_before_anything_is_made()
    {
        var file = _folder.Write("people.yaml", "people:\n  - name: ann\n    roles: [boss]\n    token_sha256: sesame\n");

        await FailsAsync("people.yaml:3: people[1].roles must list only agent", "--people", file, "--data", _folder.File("data"));
        await FailsAsync("people.yaml:4: people[1].token_sha256 must be 64 hexadecimal digits", "--people", file, "--data", _folder.File("data"));
        await FailsAsync("nowhere.yaml", "--people", _folder.File("nowhere.yaml"), "--data", _folder.File("data"));
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task The_channels_that_are_live_are_told_at_the_start()
    {
        var policy = Directory.CreateDirectory(_folder.File("policy")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, Path.Combine(policy, Path.GetFileName(file)));
        var text = await File.ReadAllTextAsync(Path.Combine(policy, "policy.yaml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(policy, "policy.yaml"), text.Replace("mode: dry_run", "mode: live", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        _folder.Write("secret.txt", "0123456789abcdef0123456789abcdef");
        var channels = _folder.Write("channels.yaml", """
            email: { host: 127.0.0.1, port: 2525, security: none, from: care@bank.example, unsubscribe_at: "https://contact.bank.example" }
            sms: { url: "https://sms.example/messages", secrets: [{ file: secret.txt }] }
            """);

        await using var program = await RunningProgram.StartAsync(_folder.File("data"), "--policy", policy, "--channels", channels);

        Assert.Contains("live; email by 127.0.0.1:2525, sms by sms.example;", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", program.Output, StringComparison.Ordinal);
    }

    private static async Task FailsAsync(string expected, params string[] arguments) =>
        AssertOneLine(await ProgramRun.ExecuteAsync(["--urls", "http://127.0.0.1:0", .. arguments]), expected);

    private static void AssertOneLine(ProgramRun run, string expected)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }
}
