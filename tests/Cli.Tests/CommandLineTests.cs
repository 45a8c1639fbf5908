namespace PreDelinquency.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Every_command_has_help_with_examples()
    {
        var root = await PdiRun.ExecuteAsync("--help");
        Assert.Equal(0, root.ExitCode);
        var commands = root.Output[root.Output.IndexOf("Commands:", StringComparison.Ordinal)..]
            .Split('\n').Skip(1).Select(l => l.Trim().Split(' ')[0]).TakeWhile(w => w.Length > 0).ToList();
        Assert.Contains("import", commands);
        foreach (var command in commands)
        {
            var help = await PdiRun.ExecuteAsync(command, "--help");
            Assert.Equal(0, help.ExitCode);
            Assert.Contains($"  ./pdi {command} ", help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.Contains($"  ./pdi {command} ", help.Output[..help.Output.IndexOf("Options:", StringComparison.Ordinal)], StringComparison.Ordinal);
            Assert.Empty(help.Error);
            Assert.DoesNotMatch("[0-9]{2}/[0-9]{2}/[0-9]{4}|(?m)(^|[^./`:])\\bpdi ", help.Output);
        }
    }

    [Fact]
    public async Task Unknown_command_is_a_usage_error_that_points_to_the_help()
    {
        var run = await PdiRun.ExecuteAsync("imprt");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("imprt", run.Error, StringComparison.Ordinal);
        Assert.Equal("See ./pdi --help.", run.ErrorLines[^1]);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Unknown_option_is_a_usage_error()
    {
        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", "--colour", "red", "x.csv");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--colour", run.Error, StringComparison.Ordinal);
        Assert.Equal("See ./pdi import --help.", run.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("simulate --gateway http://127.0.0.1:1 --rate fast", "pdi: --rate must be a whole number from 1 to 1000000, not fast.")]
    [InlineData("simulate --gateway http://127.0.0.1:1 --seconds 0", "pdi: --seconds must be a whole number from 1 to 2147483647, not 0.")]
    [InlineData("simulate --gateway http://127.0.0.1:1 --distress 1.5", "pdi: --distress must be a number from 0 to 1, not 1.5.")]
    [InlineData("simulate --gateway http://127.0.0.1:1 --seed -1", "pdi: --seed must be a whole number from 0 to 18446744073709551615, not -1.")]
    [InlineData("simulate --gateway http://127.0.0.1:abc", "pdi: 'http://127.0.0.1:abc' is not an address like http://127.0.0.1:8080.")]
    [InlineData("generate --out x --customers 0", "pdi: --customers must be a whole number from 1 to 999999, not 0.")]
    [InlineData("generate --out x --months 1.5", "pdi: --months must be a whole number from 1 to 120, not 1.5.")]
    [InlineData("train --data x --out y --test-days 366", "pdi: --test-days must be a whole number from 7 to 365, not 366.")]
    [InlineData("train --data x --out y --search 1", "pdi: --search must be a whole number from 2 to 1000, not 1.")]
    [InlineData("train --data x --out y --param leafs=3", "pdi: Unknown training parameter 'leafs'.")]
    [InlineData("fit --data x --label l --out y --param num_leaves=1", "pdi: Training parameter num_leaves=1 must be 2 to 131072.")]
    [InlineData("generate --out x --oracle 5", "pdi: --oracle must be a whole number from 10 to 10000, not 5.")]
    [InlineData("generate --out x --start 1999-12-31", "pdi: --start must lie in the years 2000 to 2100, not 1999-12-31.")]
    [InlineData("generate --out x --oracle-every 5", "pdi: --oracle-every, --oracle-from and --oracle-tested need --oracle.")]
    [InlineData("replay --data x --workers none", "pdi: --workers must be a whole number from 1 to 64, not none.")]
    public async Task A_wrong_value_is_a_usage_error_that_names_it(string arguments, string expected)
    {
        var run = await PdiRun.ExecuteAsync(arguments.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal([expected, $"See ./pdi {arguments.Split(' ')[0]} --help."], run.ErrorLines);
    }

    [Fact]
    public async Task Missing_file_is_one_line_without_a_trace()
    {
        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", "/no/such/file.csv");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("pdi: INPUT /no/such/file.csv: there is no such file", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task The_help_says_defaults_as_options_take_them_and_the_exit_codes()
    {
        Assert.Contains("[default: 2025-01-01]", (await PdiRun.ExecuteAsync("generate", "--help")).Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^  130  stopped by Ctrl\\+C", (await PdiRun.ExecuteAsync("--help")).Output);
    }

    [Fact]
    public async Task A_nested_command_is_pointed_to_whole()
    {
        var run = await PdiRun.ExecuteAsync("experiments", "compare", "one");
        Assert.Equal((2, "See ./pdi experiments compare --help."), (run.ExitCode, run.ErrorLines[^1]));
    }

    [Fact]
    public async Task Verbose_adds_the_trace()
    {
        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", "/no/such/file.csv", "--verbose");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("   at PreDelinquency.Cli", run.Error, StringComparison.Ordinal);
    }
}
