using Npgsql;

namespace PreDelinquency.Postgres.Tests;

public sealed class MigratorTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static readonly MigrationSet First = new("things", [new Migration(1, "001_initial", "CREATE TABLE things (id integer PRIMARY KEY)")]);
    private static readonly MigrationSet Second = new("things", [.. First.Migrations, new Migration(2, "002_name", "ALTER TABLE things ADD COLUMN name text; INSERT INTO things VALUES (1, 'a;b')")]);
    private static readonly MigrationSet Broken = new("things", [.. Second.Migrations, new Migration(3, "003_broken", "CREATE TABLE half (id integer); SELECT 1 / 0")]);

    private readonly string _connection = server.CreateDatabase();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_set_of_this_program_applies_and_is_then_current()
    {
        foreach (var set in MigrationSet.All)
        {
            Assert.Equal(0, (await StatusAsync(set)).Applied);
            Assert.Equal(0, (await ApplyAsync(set)).Applied);
            Assert.True((await StatusAsync(set)).IsCurrent);
            Assert.Equal(set.Version, (await ApplyAsync(set)).Applied);
        }

        Assert.Equal(["cluster", "engine", "orleans", "outreach", "registry"], MigrationSet.All.Select(set => set.Component));
        Assert.Equal(MigrationSet.All.Sum(set => set.Version), Scalar<long>("SELECT count(*) FROM predelinquency_migrations"));
    }

    [Fact]
    public async Task What_is_pending_is_applied_in_order_and_once()
    {
        Assert.Equal(["001_initial"], (await ApplyAsync(First)).Pending.Select(m => m.Name));
        Assert.Equal(["002_name"], (await StatusAsync(Second)).Pending.Select(m => m.Name));

        Assert.Equal(1, (await ApplyAsync(Second)).Applied);

        Assert.Empty((await ApplyAsync(Second)).Pending);
        Assert.Equal("a;b", Scalar<string>("SELECT name FROM things"));
    }

    [Fact]
    public async Task Several_at_once_apply_everything_once()
    {
        var befores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ApplyAsync(Second)));

        Assert.Equal([0, 2, 2, 2, 2, 2], befores.Select(b => b.Applied).Order());
        Assert.Equal(2, Scalar<long>("SELECT count(*) FROM predelinquency_migrations"));
    }

    [Fact]
    public async Task Who_writes_is_not_kept_waiting_while_a_step_waits_for_somebody_who_reads()
    {
        await ApplyAsync(First);
        await using var reader = await ConnectAsync();
        await using var reading = await reader.BeginTransactionAsync(Token);
        await RunAsync(reader, "SELECT * FROM things");
        await using var writer = await ConnectAsync();
        await RunAsync(writer, "SET statement_timeout = '60s'");
        var applying = ApplyAsync(Second, TimeSpan.FromMilliseconds(50));
        await Eventually.HoldsAsync(() => Scalar<long>("SELECT count(*) FROM pg_locks WHERE relation = 'things'::regclass AND NOT granted") > 0);

        await RunAsync(writer, "INSERT INTO things VALUES (7)");

        Assert.False(applying.IsCompleted);
        await reading.RollbackAsync(Token);
        Assert.Equal(1, (await applying).Applied);
        Assert.Equal(2, Scalar<long>("SELECT count(*) FROM things"));
    }

    [Fact]
    public async Task Steps_wait_in_no_circle_with_who_writes_their_tables_in_another_order()
    {
        await ApplyAsync(First);
        Execute("CREATE TABLE others (id integer)");
        var set = new MigrationSet("things", [.. First.Migrations, new Migration(2, "002_others", "ALTER TABLE others ADD COLUMN name text"), new Migration(3, "003_things", "ALTER TABLE things ADD COLUMN name text")]);
        await using var writer = await ConnectAsync();
        await using var writing = await writer.BeginTransactionAsync(Token);
        await RunAsync(writer, "INSERT INTO things VALUES (7)");
        var applying = ApplyAsync(set, TimeSpan.FromMinutes(10));
        await Eventually.HoldsAsync(() => Scalar<long>("SELECT count(*) FROM pg_locks WHERE relation = 'things'::regclass AND NOT granted") > 0);

        await RunAsync(writer, "INSERT INTO others VALUES (7)");

        Assert.False(applying.IsCompleted);
        await writing.CommitAsync(Token);
        Assert.Equal(1, (await applying).Applied);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_and_those_before_it_stand()
    {
        await ApplyAsync(First);

        Assert.Contains("division by zero", (await Assert.ThrowsAsync<DatabaseException>(() => ApplyAsync(Broken))).Message, StringComparison.Ordinal);

        Assert.Equal(2, (await StatusAsync(Broken)).Applied);
        Assert.Equal(0, Scalar<long>("SELECT count(*) FROM pg_class WHERE relname = 'half'"));
    }

    [Fact]
    public async Task A_step_that_is_repeated_runs_until_it_changes_nothing_each_time_in_a_transaction_of_its_own()
    {
        var repeated = new MigrationSet("things", [.. First.Migrations, new Migration(2, "002_many", "INSERT INTO things SELECT generate_series(1, 10)"), FourMore(3), new Migration(4, "004_done", "CREATE TABLE done (id integer)")]);

        Assert.Equal(0, (await ApplyAsync(repeated)).Applied);

        // 4, 4, 2 and nothing.
        Assert.Equal(3, Scalar<long>("SELECT count(DISTINCT xmin::text) FROM things WHERE id > 100"));
        Assert.Equal(10, Scalar<long>("SELECT count(*) FROM things WHERE id > 100"));
        Assert.True((await StatusAsync(repeated)).IsCurrent);
        Assert.Equal(4, Scalar<long>("SELECT count(*) FROM predelinquency_migrations"));
    }

    [Fact]
    public async Task A_repeated_step_that_was_broken_off_is_gone_on_with()
    {
        await ApplyAsync(First);
        Execute("INSERT INTO things SELECT generate_series(1, 10); ALTER TABLE things ADD CHECK (id <> 109)");
        var repeated = new MigrationSet("things", [.. First.Migrations, FourMore(2)]);

        await Assert.ThrowsAsync<DatabaseException>(() => ApplyAsync(repeated));
        Assert.Equal(8, Scalar<long>("SELECT count(*) FROM things WHERE id > 100"));
        Assert.Equal(1, (await StatusAsync(repeated)).Applied);

        Execute("ALTER TABLE things DROP CONSTRAINT things_id_check");
        Assert.Equal(1, (await ApplyAsync(repeated)).Applied);
        Assert.Equal(10, Scalar<long>("SELECT count(*) FROM things WHERE id > 100"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await ApplyAsync(Second);

        Assert.True((await StatusAsync(First)).IsNewer);
        Assert.Contains("newer version", (await Assert.ThrowsAsync<DatabaseException>(() => ApplyAsync(First))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_in_use_is_not_changed_under_whoever_uses_it()
    {
        await ApplyAsync(First);
        await using (var user = await ConnectAsync())
        {
            Assert.True(ComponentLock.TryTake(user, "things"));
            Assert.Contains("in use", (await Assert.ThrowsAsync<DatabaseException>(() => ApplyAsync(Second))).Message, StringComparison.Ordinal);

            // Who holds it may, and another component is another matter.
            Assert.Equal(1, (await new Migrator(user, DatabaseAddress.Parse(_connection)).ApplyAsync(Second, Token)).Applied);
            Assert.Equal(0, (await ApplyAsync(new MigrationSet("others", [new Migration(1, "001_initial", "CREATE TABLE others ()")]))).Applied);
        }
    }

    [Fact]
    public async Task A_role_without_rights_reads_the_status_and_is_told_what_to_do()
    {
        await ApplyAsync(First);
        Execute("CREATE ROLE reader LOGIN; GRANT SELECT ON predelinquency_migrations TO reader");
        var address = DatabaseAddress.Parse(new NpgsqlConnectionStringBuilder(_connection) { Username = "reader" }.ConnectionString);
        await using var connection = await address.ConnectAsync(Token);

        Assert.Equal(1, (await new Migrator(connection, address).ReadStatusAsync(Second, Token)).Applied);
        Assert.True((await new Migrator(connection, address).ApplyAsync(First, Token)).IsCurrent);
        Assert.Contains("run pdi db migrate", (await Assert.ThrowsAsync<DatabaseException>(() => new Migrator(connection, address).ApplyAsync(Second, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_schema_of_a_database_has_its_own_tables()
    {
        Execute("CREATE SCHEMA one; CREATE SCHEMA two");
        var (one, two) = ($"{_connection};Search Path=one", $"{_connection};Search Path=two");
        foreach (var connectionString in new[] { one, two })
        {
            var address = DatabaseAddress.Parse(connectionString);
            await using var connection = await address.ConnectAsync(Token);
            Assert.Equal(0, (await new Migrator(connection, address).ApplyAsync(MigrationSet.Of(MigrationSet.Engine), Token)).Applied);
        }

        Assert.Equal(["one", "two"], Strings("SELECT schemaname FROM pg_tables WHERE tablename = 'totals' ORDER BY 1"));
    }

    [Fact]
    public void A_gap_in_versions_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MigrationSet("things", [new Migration(1, "001", ""), new Migration(3, "003", "")]));

    private static Migration FourMore(int version) =>
        new(version, "moved", "UPDATE things SET id = id + 100 WHERE id IN (SELECT id FROM things WHERE id <= 100 ORDER BY id LIMIT 4)", IsRepeated: true);

    private async Task<NpgsqlConnection> ConnectAsync() => await DatabaseAddress.Parse(_connection).ConnectAsync(Token);

    private async Task<MigrationStatus> StatusAsync(MigrationSet set)
    {
        await using var connection = await ConnectAsync();
        return await new Migrator(connection, DatabaseAddress.Parse(_connection)).ReadStatusAsync(set, Token);
    }

    private async Task<MigrationStatus> ApplyAsync(MigrationSet set, TimeSpan? lockPatience = null)
    {
        await using var connection = await ConnectAsync();
        return await new Migrator(connection, DatabaseAddress.Parse(_connection)) { LockPatience = lockPatience ?? TimeSpan.FromSeconds(1) }.ApplyAsync(set, Token);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private void Execute(string sql) => Scalar<object>(sql);

    private T? Scalar<T>(string sql)
    {
        using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (T?)command.ExecuteScalar();
    }

    private List<string> Strings(string sql)
    {
        using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var all = new List<string>();
        while (row.Read())
            all.Add(row.GetString(0));
        return all;
    }
}
