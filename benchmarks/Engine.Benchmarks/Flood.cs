using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.Engine.Benchmarks;

/// <summary>A real gateway under many times the load that it can take: what it accepts, what it turns away, how much memory it needs.</summary>
internal sealed class Flood(Uri gateway) : IDisposable
{
    private const int Customers = 5000;
    private const int LinesPerPost = 100;
    private const int Senders = 64;
    private const int TimesTooFast = 10;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Senders }) { BaseAddress = gateway };
    private long _posts;
    private long _offered;
    private long _accepted;
    private long _refusedPosts;
    private long _otherAnswers;

    public static async Task MeasureAsync(string gatewayAssembly, int seconds)
    {
        var folder = Stores.NewFolder();
        var start = new ProcessStartInfo("dotnet", [gatewayAssembly, "--urls", "http://127.0.0.1:0", "--data", folder, "--clock", "event"]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        try
        {
            using var flood = new Flood(await AddressAsync(process));
            var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            await flood.RunAsync(process, TimeSpan.FromSeconds(seconds));
            process.Kill();
            await output;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var at)
                return new Uri(line[at..].Split(' ', '"')[0].TrimEnd('/', '.') + "/");
        }

        throw new InvalidOperationException("The gateway ended before it listened.");
    }

    private async Task RunAsync(Process process, TimeSpan duration)
    {
        // What it can take is what it takes from a few who wait for each answer.
        await SendAsync(4, WarmUp, postsPerSecond: double.MaxValue);
        var rate = _accepted / WarmUp.TotalSeconds;
        Console.WriteLine($"from 4 senders that wait for each answer it takes {rate:n0} transactions/s");
        (_offered, _accepted, _refusedPosts) = (0, 0, 0);
        using var watching = new CancellationTokenSource();
        var most = WatchAsync(process, watching.Token);
        var clock = Stopwatch.StartNew();
        await SendAsync(Senders, duration, TimesTooFast * rate / LinesPerPost);
        var took = clock.Elapsed.TotalSeconds;
        await watching.CancelAsync();
        Console.WriteLine($"offered {_offered:n0} transactions in {took:n0} s, {_offered / took / rate:n1} times what it takes; accepted {_accepted:n0} ({_accepted / took:n0}/s)");
        Console.WriteLine($"posts answered 429: {_refusedPosts:n0}; otherwise than 200 and 429: {_otherAnswers:n0}");
        Console.WriteLine($"most memory of the gateway: {await most} MiB");
        var stats = await _client.GetFromJsonAsync<JsonElement>("stats");
        Console.WriteLine($"in its store: {stats.GetProperty("transactions").GetInt64():n0} transactions");
    }

    private Task SendAsync(int senders, TimeSpan duration, double postsPerSecond)
    {
        var clock = Stopwatch.StartNew();
        var sent = 0L;
        return Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (byte[]? body = null; clock.Elapsed < duration;)
            {
                var due = TimeSpan.FromSeconds(Math.Min(Interlocked.Increment(ref sent) / postsPerSecond, duration.TotalSeconds));
                if (due - clock.Elapsed is { TotalMilliseconds: > 1 } early)
                    await Task.Delay(early);

                // What was turned away comes again at once, whatever Retry-After says.
                body ??= Body(Interlocked.Increment(ref _posts));
                if (await PostAsync(body))
                    body = null;
            }
        })));
    }

    private async Task<bool> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await _client.PostAsync(new Uri("transactions", UriKind.Relative), content);
        Interlocked.Add(ref _offered, LinesPerPost);
        if (response.StatusCode == HttpStatusCode.OK)
            Interlocked.Add(ref _accepted, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt64());
        else
            Interlocked.Increment(ref response.StatusCode == HttpStatusCode.TooManyRequests ? ref _refusedPosts : ref _otherAnswers);
        return response.StatusCode == HttpStatusCode.OK;
    }

    // A second of the stream's own time for each post.
    private static byte[] Body(long post)
    {
        var at = DateTime.UnixEpoch.AddYears(50).AddSeconds(post);
        var lines = new StringBuilder(LinesPerPost * 220);
        for (var i = 0; i < LinesPerPost; i++)
        {
            lines.Append("{\"transaction_id\":\"").Append(post).Append('-').Append(i).Append("\",\"customer_id\":\"c").Append(((post * LinesPerPost) + i) % Customers)
                .Append("\",\"timestamp\":\"").Append(at.ToString("yyyy-MM-ddTHH:mm:ss")).Append("Z\",\"amount\":").Append(1 + (i % 90))
                .Append(".5,\"direction\":\"debit\",\"category\":\"groceries\",\"channel\":\"card\",\"status\":\"completed\",\"balance_after\":812.40,\"merchant\":\"Corner Shop\"}\n");
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static async Task<long> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        var most = 0L;
        for (var second = 1; !cancellationToken.IsCancellationRequested; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            process.Refresh();
            var now = process.WorkingSet64 >> 20;
            most = Math.Max(most, now);
            if (second % 5 == 0)
                Console.WriteLine($"  {second,3} s: {now} MiB");
        }

        return most;
    }
}
