using Npgsql;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Tests;

/// <summary>A process that begins waits for its database, and not for ever.</summary>
public sealed class DatabaseStartTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NpgsqlException Slow = new("The operation has timed out", new TimeoutException());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_begins_while_its_database_restarts_waits_for_it_and_says_so()
    {
        using var server = PostgresServer.Start();
        var database = server.CreateDatabase();
        await OrleansDatabase.MigrateAsync(database);
        await NervousModel.PromoteAsync(database);
        server.Crash();

        await using var silo = new BeginningProcess(database, "silo");
        await silo.SaysAsync("; it is tried again for ");
        server.Resume();

        await silo.SaysAsync("Role       silo");
        Assert.Equal(0, await silo.StopAsync());
    }

    [Fact]
    public async Task After_the_patience_the_failure_is_told_as_it_is()
    {
        var (time, attempts) = (new ManualTime(Noon), new List<TimeSpan>());
        using var output = new StringWriter();
        var step = new DatabaseStart(TimeSpan.FromSeconds(60), time, output).MakeAsync<int>(
            () =>
            {
                attempts.Add(time.GetUtcNow() - Noon);
                throw new InvalidOperationException("The database does not answer", Slow);
            },
            Stop);

        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return step.IsCompleted;
        });

        Assert.Equal("The database does not answer", (await Assert.ThrowsAsync<InvalidOperationException>(() => step)).Message);
        Assert.Equal("The database does not answer; it is tried again for 60 s.", output.ToString().Trim());
        Assert.True(attempts.Count > 2 && attempts[^2] < TimeSpan.FromSeconds(60) && attempts[^1] >= TimeSpan.FromSeconds(60), string.Join(' ', attempts));
    }

    [Fact]
    public async Task The_patience_is_one_for_all_steps()
    {
        var time = new ManualTime(Noon);
        var start = new DatabaseStart(TimeSpan.FromSeconds(60), time, TextWriter.Null);
        Assert.Equal(1, await start.MakeAsync(() => Task.FromResult(1), Stop));
        time.Advance(TimeSpan.FromSeconds(60));

        await Assert.ThrowsAsync<NpgsqlException>(() => start.MakeAsync<int>(() => throw Slow, Stop));
    }

    [Fact]
    public async Task What_trying_again_does_not_change_is_told_at_once()
    {
        var attempts = 0;
        var start = new DatabaseStart(TimeSpan.FromSeconds(60), new ManualTime(Noon), TextWriter.Null);

        await Assert.ThrowsAsync<PostgresException>(() => start.MakeAsync<int>(
            () =>
            {
                attempts++;
                throw new PostgresException("password authentication failed", "FATAL", "FATAL", PostgresErrorCodes.InvalidPassword);
            },
            Stop));

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Who_is_asked_to_stop_while_it_waits_stops()
    {
        using var ended = new CancellationTokenSource();
        var step = new DatabaseStart(TimeSpan.FromSeconds(60), new ManualTime(Noon), TextWriter.Null).MakeAsync<int>(() => throw Slow, ended.Token);

        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
    }
}
