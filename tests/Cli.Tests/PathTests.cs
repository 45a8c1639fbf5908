namespace PreDelinquency.Cli.Tests;

/// <summary>What is said of files that are not as a command needs them, and what is never replaced.</summary>
public sealed class PathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("import --preset berka NONE", "INPUT NONE: there is no such file")]
    [InlineData("import --preset berka FOLDER", "INPUT FOLDER: is a folder, must be a file")]
    [InlineData("import --map NONE FILE", "--map NONE: there is no such file")]
    [InlineData("import --map FOLDER FILE", "--map FOLDER: is a folder, must be a file")]
    [InlineData("import --preset berka FILE --out NONE/x", "--out NONE/x: there is no folder NONE")]
    [InlineData("import --preset berka FILE --out FOLDER", "--out FOLDER: is a folder, must be a file")]
    [InlineData("fit --data NONE --label y --out NEW", "--data NONE: there is no such file")]
    [InlineData("fit --data FOLDER --label y --out NEW", "--data FOLDER: is a folder, must be a file")]
    [InlineData("fit --data FILE --label y --out NEW --valid NONE", "--valid NONE: there is no such file")]
    [InlineData("fit --data FILE --label y --out FOLDER", "--out FOLDER: is a folder, must be a file")]
    [InlineData("predict --data FILE --model NONE", "--model NONE: there is no such file")]
    [InlineData("predict --data FILE --model FOLDER", "--model FOLDER: is a folder, must be a file")]
    [InlineData("generate --out FILE", "--out FILE: is a file, must be a folder")]
    [InlineData("train --data NONE --out NEW", "--data NONE: there is no such folder")]
    [InlineData("train --data FILE --out NEW", "--data FILE: is a file, must be a folder")]
    [InlineData("train --data FOLDER --out NEW", "--data FOLDER: the folder holds no transactions.csv, which ./pdi generate writes")]
    [InlineData("evaluate --data NONE", "--data NONE: there is no such folder")]
    [InlineData("evaluate --data FOLDER --model FOLDER", "--data FOLDER: the folder holds no transactions.csv, which ./pdi generate writes")]
    [InlineData("features --data NONE --as-of 2025-01-01", "--data NONE: there is no such folder")]
    [InlineData("replay --data NONE", "--data NONE: there is no such file or folder")]
    [InlineData("replay --data FILE --model FOLDER", "--model FOLDER: the folder holds no bundle.json, which ./pdi train writes")]
    [InlineData("experiments --runs FILE", "--runs FILE: is a file, must be a folder")]
    [InlineData("verify --data NONE", "--data NONE: there is no such folder")]
    [InlineData("verify --data FOLDER", "--data FOLDER: the folder holds no store.db, which the gateway writes")]
    [InlineData("audit verify --data FOLDER", "--data FOLDER: the folder holds no outreach.db, which the gateway writes")]
    public async Task A_path_that_cannot_be_used_is_one_line_that_names_option_file_and_rule(string arguments, string expected)
    {
        var (folder, file) = (Directory.CreateDirectory(_folder.File("folder")).FullName, _folder.Write("file.csv", "x,y\n1,0\n"));
        var run = await PdiRun.ExecuteAsync(Fill(arguments).Split(' '));
        Assert.Equal((1, $"pdi: {Fill(expected)}"), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.Empty(run.Output);
        Assert.Equal([file, folder], Directory.EnumerateFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));

        string Fill(string text) => text
            .Replace("FOLDER", folder, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal)
            .Replace("NONE", _folder.File("none"), StringComparison.Ordinal).Replace("NEW", _folder.File("new"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import --preset berka FILE --out -", "FILE: is empty, a header was expected")]
    [InlineData("fit --data FILE --label y --out -", "FILE: is empty, a header was expected")]
    [InlineData("fit --data GOOD --label y --out - --valid FILE", "FILE: is empty, a header was expected")]
    [InlineData("train --data FOLDER --out NEW --no-record", "transactions.csv, line 1: is empty, a header with transaction_id,")]
    [InlineData("evaluate --data FOLDER", "transactions.csv, line 1: is empty, a header with transaction_id,")]
    [InlineData("features --data FOLDER --as-of 2025-01-01", "transactions.csv, line 1: is empty, a header with transaction_id,")]
    [InlineData("replay --data FOLDER", "transactions.csv, line 1: is empty, a header with transaction_id,")]
    [InlineData("replay --data FILE", "there is no transaction to replay")]
    public async Task An_empty_file_is_told_to_be_empty(string arguments, string expected)
    {
        var (empty, good) = (_folder.Write("empty.csv", ""), _folder.Write("good.csv", "x,y\n1,0\n2,1\n"));
        _folder.Write("transactions.csv", "");
        _folder.Write("missed_payments.csv", "");
        var run = await PdiRun.ExecuteAsync(Fill(arguments).Split(' '));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Fill(expected), Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);

        string Fill(string text) => text
            .Replace("FOLDER", _folder.Path, StringComparison.Ordinal).Replace("FILE", empty, StringComparison.Ordinal)
            .Replace("GOOD", good, StringComparison.Ordinal).Replace("NEW", _folder.File("new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_packed_and_broken_is_named()
    {
        var data = _folder.File("data.csv.gz");
        await File.WriteAllBytesAsync(data, [0x1f, 0x8b, 8, .. "no gzip at all"u8]);
        foreach (var arguments in new[] { $"import --preset berka {data}", $"fit --data {data} --label y --out -", $"replay --data {data}" })
        {
            var run = await PdiRun.ExecuteAsync(arguments.Split(' '));
            Assert.Equal((1, $"pdi: {data}: begins as a gzip file does, but cannot be unpacked"), (run.ExitCode, Assert.Single(run.ErrorLines)));
        }
    }

    [Theory]
    [InlineData("generate --customers 2 --out /proc/x", "--out /proc/x: cannot be made: files cannot be kept there")]
    [InlineData("train --data FOLDER --out /proc/x/y", "--out /proc/x/y: cannot be made: files cannot be kept there")]
    [InlineData("predict --model MODEL --data ROWS --out /proc/x.csv", "--out /proc/x.csv: cannot be made: files cannot be kept there")]
    public async Task A_place_that_takes_no_files_is_told_before_any_work_where_it_is_a_folder(string arguments, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has a folder that takes no files.");
        _folder.Write("transactions.csv", "");
        _folder.Write("missed_payments.csv", "");
        var golden = Path.Combine(AppContext.BaseDirectory, "Golden");
        var run = await PdiRun.ExecuteAsync(arguments
            .Replace("FOLDER", _folder.Path, StringComparison.Ordinal).Replace("MODEL", Path.Combine(golden, "missing/model.txt"), StringComparison.Ordinal)
            .Replace("ROWS", Path.Combine(golden, "rows.csv"), StringComparison.Ordinal).Split(' '));
        Assert.Equal((1, $"pdi: {expected}"), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task A_folder_that_is_to_be_made_is_not_left_behind_by_a_command_that_fails()
    {
        _folder.Write("transactions.csv", "");
        _folder.Write("missed_payments.csv", "");
        var run = await PdiRun.ExecuteAsync("train", "--data", _folder.Path, "--out", _folder.File("new/model"), "--no-record");
        Assert.Equal(1, run.ExitCode);
        Assert.False(Directory.Exists(_folder.File("new")));

        var under = await PdiRun.ExecuteAsync("generate", "--out", _folder.File("transactions.csv/x"));
        Assert.Equal($"pdi: --out {_folder.File("transactions.csv/x")}: cannot be made, as {_folder.File("transactions.csv")} is a file", Assert.Single(under.ErrorLines));
    }

    [Fact]
    public async Task A_full_disk_is_told_with_option_and_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has a device that is always full.");
        var golden = Path.Combine(AppContext.BaseDirectory, "Golden");
        var run = await PdiRun.ExecuteAsync("predict", "--model", Path.Combine(golden, "missing/model.txt"), "--data", Path.Combine(golden, "rows.csv"), "--out", "/dev/full");
        Assert.Equal((1, "pdi: --out /dev/full: No space left on device"), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task What_is_there_is_replaced_with_force_alone()
    {
        string[] generate = ["generate", "--customers", "3", "--months", "4", "--out", _folder.File("population")];
        Assert.Equal(0, (await PdiRun.ExecuteAsync([.. generate, "--seed", "1"])).ExitCode);
        var before = File.ReadAllText(_folder.File("population/transactions.csv"));
        var again = await PdiRun.ExecuteAsync([.. generate, "--seed", "2"]);
        Assert.Equal((1, $"pdi: --out {_folder.File("population")}: the folder holds a customers.csv already; --force replaces what this command writes there"), (again.ExitCode, Assert.Single(again.ErrorLines)));
        Assert.Equal(before, File.ReadAllText(_folder.File("population/transactions.csv")));
        Assert.Equal(0, (await PdiRun.ExecuteAsync([.. generate, "--seed", "2", "--force"])).ExitCode);
        Assert.NotEqual(before, File.ReadAllText(_folder.File("population/transactions.csv")));

        var table = _folder.Write("features.csv", "mine");
        string[] features = ["features", "--data", _folder.File("population"), "--as-of", "2025-03-31", "--out", table];
        var refused = await PdiRun.ExecuteAsync(features);
        Assert.Equal((1, $"pdi: --out {table}: is there already; --force replaces it", "mine"), (refused.ExitCode, Assert.Single(refused.ErrorLines), File.ReadAllText(table)));
        Assert.Equal(0, (await PdiRun.ExecuteAsync([.. features, "--force"])).ExitCode);
        Assert.StartsWith("customer_id,", File.ReadAllText(table), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import --preset berka FILE --out FILE", "--out FILE: is there already; --force replaces it")]
    [InlineData("train --data FOLDER --out FOLDER", "--out FOLDER: the folder holds a model.txt already; --force replaces what this command writes there")]
    [InlineData("evaluate --data FOLDER --out FILE", "--out FILE: is there already; --force replaces it")]
    [InlineData("fit --data FILE --label y --out FILE", "--out FILE: is the file that --data reads")]
    [InlineData("predict --data FILE --model MODEL --out FILE", "--out FILE: is the file that --data reads")]
    [InlineData("predict --data FILE --model MODEL --out MODEL", "--out MODEL: is the file that --model reads")]
    public async Task Nothing_that_a_user_may_still_want_is_lost(string arguments, string expected)
    {
        var (file, model) = (_folder.Write("file.csv", "x,y\n1,0\n"), _folder.Write("model.txt", "tree\n"));
        _folder.Write("transactions.csv", "");
        _folder.Write("missed_payments.csv", "");
        var run = await PdiRun.ExecuteAsync(Fill(arguments).Split(' '));
        Assert.Equal((1, $"pdi: {Fill(expected)}"), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.Equal(("x,y\n1,0\n", "tree\n"), (File.ReadAllText(file), File.ReadAllText(model)));

        string Fill(string text) => text
            .Replace("FOLDER", _folder.Path, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal).Replace("MODEL", model, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_terminal_would_act_on_is_shown_and_long_values_are_cut()
    {
        var data = _folder.Write("data.csv", $"x,y\u001b[31m\n\u001b[2J{new string('a', 5000)},1\n");
        var run = await PdiRun.ExecuteAsync("fit", "--data", data, "--label", "y\u001b[31m", "--out", _folder.File("model"));
        Assert.Equal($"pdi: {data}, line 2, column x, value '\\u001b[2J{new string('a', 56)}…': must be a number, nan or empty", Assert.Single(run.ErrorLines));
        var columns = await PdiRun.ExecuteAsync("fit", "--data", data, "--label", "none\u0007", "--out", _folder.File("model"));
        Assert.Equal($"pdi: {data} has no column 'none\\u0007'; it has x, y\\u001b[31m", Assert.Single(columns.ErrorLines));
        var name = await PdiRun.ExecuteAsync("import", "--preset", "berka", "/no\u001b[31m/file");
        Assert.Equal("pdi: INPUT /no\\u001b[31m/file: there is no such file", Assert.Single(name.ErrorLines));
        var word = await PdiRun.ExecuteAsync("import\u001b[31m");
        Assert.DoesNotContain('\u001b', word.Error);
    }

    [Fact]
    public async Task Binary_input_is_refused_without_reaching_the_terminal()
    {
        var bytes = Enumerable.Range(0, 20_000).Select(i => (byte)((i * 7919) >> 3)).ToArray();
        var data = _folder.File("binary");
        await File.WriteAllBytesAsync(data, bytes);
        foreach (var arguments in new[] { $"fit --data {data} --label y --out -", $"import --preset berka {data}", $"replay --data {data}", $"import --map {data} {data}", $"predict --model {data} --data {data}" })
        {
            var run = await PdiRun.ExecuteAsync(arguments.Split(' '));
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain(run.Error.ReplaceLineEndings("").Where(char.IsControl), _ => true);
            Assert.InRange(run.Error.Length, 10, 10_000);
        }
    }
}
