using System.Net.Http.Json;
using System.Text.Json;
using PreDelinquency.Cli.Live;
using PreDelinquency.Cli.Posting;
using PreDelinquency.Cli.Progress;

namespace PreDelinquency.Cli.Simulation;

/// <summary>
/// Puts load on a gateway at a steady rate and measures. Transactions are due at fixed moments whatever the gateway does,
/// and latencies count from the moment a transaction was due: a gateway that stalls cannot hide behind a client that
/// waits for it.
/// </summary>
internal sealed class LoadSimulation(CommandConsole console, SimulationOptions options)
{
    private const int MostPerRequest = 2_000;
    private const int MostRequests = 64;
    private const int HistoryPerRequest = 4_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private CommandException? _failure;

    /// <summary>What was counted and measured so far.</summary>
    public SimulationReport Report { get; } = new();

    /// <summary>Runs until the time is over or the token is cancelled, and prints the report either way.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = MostRequests };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(2) };
        client.Authorize(options.TokenFile);
        var poster = new TransactionPoster(client, options.Gateway, console.Time);
        var ahead = await ReadAheadAsync(client, cancellationToken);
        var present = console.Time.GetUtcNow() + ahead;
        var run = $"sim{present.ToUnixTimeSeconds():x}";
        var population = new SimulatedPopulation(options, run, DateOnly.FromDateTime(present.DateTime), cancellationToken);
        await LoadHistoryAsync(population, poster, cancellationToken);

        await using var hub = await HubClient.ConnectAsync(options.Gateway, console.Time, cancellationToken);
        await hub.SubscribeAsync(null, cancellationToken);
        using var listening = new CancellationTokenSource();
        var listener = new EffectListener(hub, population, Report, console.Time).RunAsync(listening.Token);
        var started = console.Time.GetTimestamp();
        var total = options.Duration is { } duration ? (long)(duration.TotalSeconds * options.Rate) : (long?)null;
        var sending = ProgressDisplay.RunAsync(console, $"load on {options.Gateway}", "transactions", total, meter => SendAsync(population, poster, ahead, meter, cancellationToken));
        // The feed's end is an error at once; the load's end is not the end of what follows from it.
        if (await Task.WhenAny(sending, listener) == listener)
            await listener;
        var elapsed = await sending;
        await Task.WhenAny(listener, Task.Delay(Settling, console.Time, CancellationToken.None));
        await listening.CancelAsync();
        await listener;
        Report.Print(console.Output, elapsed, options.Rate, poster.Postponed);
        return Report.Rejected == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // A gateway on the stream's own time may be ahead of the real one; the load has to be in its present.
    private async Task<TimeSpan> ReadAheadAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var address = new Uri(options.Gateway, "stats");
        try
        {
            var stats = await client.GetFromJsonAsync<JsonElement>(address, cancellationToken);
            var ahead = stats.GetProperty("now").GetDateTimeOffset() - console.Time.GetUtcNow();
            return ahead > TimeSpan.FromHours(1) ? ahead : TimeSpan.Zero;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new CommandException($"{address} does not answer as a gateway does: {e.Message}", e);
        }
    }

    private Task<long> LoadHistoryAsync(SimulatedPopulation population, TransactionPoster poster, CancellationToken cancellationToken) =>
        ProgressDisplay.RunAsync(console, $"loading {options.HistoryDays} days of history", "transactions", null, async meter =>
        {
            using var batch = new TransactionBatch();
            long sent = 0;
            foreach (var transaction in population.History())
            {
                batch.Add(transaction);
                if (batch.Count < HistoryPerRequest)
                    continue;
                await PostHistoryAsync();
            }

            await PostHistoryAsync();
            return sent;

            async Task PostHistoryAsync()
            {
                var answer = await poster.PostAsync(batch.Lines, cancellationToken);
                if (answer.Rejected is [var first, ..])
                    throw new CommandException($"the gateway refuses {first.TransactionId} of the history: {first.Error}");
                meter.Report(sent += batch.Count);
                batch.Clear();
            }
        });

    private async Task<TimeSpan> SendAsync(SimulatedPopulation population, TransactionPoster poster, TimeSpan ahead, IProgressMeter meter, CancellationToken cancellationToken)
    {
        var time = console.Time;
        var (start, frequency) = (time.GetTimestamp(), time.TimestampFrequency);
        var length = options.Duration ?? TimeSpan.FromMinutes(1);
        var total = options.Duration is null ? long.MaxValue : (long)(length.TotalSeconds * options.Rate);
        using var slots = new SemaphoreSlim(MostRequests);
        long made = 0;
        while (made < total && _failure is null && !cancellationToken.IsCancellationRequested)
        {
            var elapsed = time.GetElapsedTime(start);
            var due = Math.Min(Math.Min(total, (long)(elapsed.TotalSeconds * options.Rate) + 1) - made, MostPerRequest);
            if (due <= 0)
            {
                await Task.Delay(Pace, time, CancellationToken.None);
                continue;
            }

            var batch = new TransactionBatch();
            var dueAt = new long[due];
            for (var i = 0; i < due; i++, made++)
            {
                dueAt[i] = start + (made * frequency / options.Rate);
                batch.Add(population.Next(time.GetUtcNow() + ahead, dueAt[i], elapsed / length));
            }

            await slots.WaitAsync(CancellationToken.None);
            _ = PostAsync(batch, dueAt, poster, slots);
            Report.AddSent(batch.Count);
            meter.Report(made);
        }

        var sendingFor = time.GetElapsedTime(start);
        for (var i = 0; i < MostRequests; i++)
            await slots.WaitAsync(CancellationToken.None);
        return _failure is null ? sendingFor : throw _failure;
    }

    private async Task PostAsync(TransactionBatch batch, long[] dueAt, TransactionPoster poster, SemaphoreSlim slots)
    {
        try
        {
            var answer = await poster.PostAsync(batch.Lines, CancellationToken.None);
            foreach (var due in dueAt)
                Report.ToAcknowledgement.Add(console.Time.GetElapsedTime(due));
            Report.AddAnswer(answer.Accepted, answer.Duplicates, answer.RejectedCount);
        }
        catch (CommandException e)
        {
            _failure ??= e;
        }
        finally
        {
            batch.Dispose();
            slots.Release();
        }
    }
}
