using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Tests;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>The whole way from HTTP to a store that commits only when the test lets it.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private const int Capacity = 400;
    private const int PerPost = 20;
    private readonly SemaphoreSlim _commits = new(0);
    private readonly MemoryStore _kept = new(keepsLog: true);
    private FaultyStore _store = null!;
    private RiskEngine _engine = null!;
    private RunningGateway _gateway = null!;
    private long _mostQueued;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = new FaultyStore(_kept)
        {
            FailsBefore = () =>
            {
                _commits.Wait(Token);
                return false;
            },
        };
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 2, QueueCapacity = Capacity, MaxBatch = 50 };
        _engine = await RiskEngine.StartAsync(options, _store, ShippedModel.Bundle, TimeProvider.System, NullLogger.Instance, Token);
        _gateway = await RunningGateway.StartAsync(_engine);
    }

    public async ValueTask DisposeAsync()
    {
        _commits.Release(1_000_000);
        await _gateway.DisposeAsync();
        await _engine.DisposeAsync();
        _store.Dispose();
        _commits.Dispose();
    }

    [Fact]
    public async Task Far_more_than_a_slow_store_takes_is_turned_away_with_a_time_and_nothing_acknowledged_is_lost()
    {
        var (refused, pending) = (0, new List<Task<HttpResponseMessage>>());
        var posts = new ConcurrentQueue<int>(Enumerable.Range(0, 200));

        // Nothing is committed: what is taken fills the queues, and then nobody is let in.
        for (var isFull = false; !isFull && posts.TryDequeue(out var n);)
        {
            var post = SendAsync(n);
            pending.Add(post);
            await Eventually.HoldsAsync(() => post.IsCompleted || (Queued() == pending.Count * PerPost && Queued() <= Capacity * 3 / 4));
            isFull = post.IsCompleted;
        }

        var full = await pending[^1];
        pending.RemoveAt(pending.Count - 1);
        AssertRefused(full);
        Assert.InRange(Queued(), Capacity * 3 / 4, Capacity);
        foreach (var response in await Task.WhenAll(Enumerable.Range(0, 50).Select(n => SendAsync(1000 + n))))
            AssertRefused(response);

        // From now on a commit is made for every answer: many senders that never wait as long as they are told to.
        var acknowledged = new ConcurrentBag<int>();
        posts.Enqueue(pending.Count); // the one that was refused
        var senders = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (posts.TryDequeue(out var n))
            {
                using var response = await SendAsync(n);
                _commits.Release();
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    acknowledged.Add(n);
                    continue;
                }

                AssertRefused(response);
                Interlocked.Increment(ref refused);
                posts.Enqueue(n);
            }
        })).ToList();
        _commits.Release(8);
        await Task.WhenAll(senders);
        for (var n = 0; n < pending.Count; n++)
        {
            using var response = await pending[n];
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            acknowledged.Add(n);
        }

        Assert.True(refused > 0, "The senders were never turned away.");
        Assert.InRange(_mostQueued, Capacity * 3 / 4, Capacity);
        var logged = _kept.ReadLog(0).Where(e => e.Entry.Transaction is not null).Select(e => e.Entry.Transaction!.TransactionId).ToList();
        Assert.Equal(200, acknowledged.Distinct().Count());
        Assert.Equal(acknowledged.Distinct().SelectMany(Ids).Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
    }

    private static void AssertRefused(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    private static IEnumerable<string> Ids(int post) => Enumerable.Range(0, PerPost).Select(i => $"p{post}-{i}");

    private Task<HttpResponseMessage> SendAsync(int post)
    {
        Queued();
        var lines = Ids(post).Select((id, i) => Sample.Json(id, customerId: $"c{post}-{i % 3}"));
        return _gateway.Http.PostAsync("/transactions", new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson"), Token);
    }

    private long Queued()
    {
        var queued = _engine.GetStats().Queued;
        for (var most = Volatile.Read(ref _mostQueued); queued > most; most = Volatile.Read(ref _mostQueued))
            Interlocked.CompareExchange(ref _mostQueued, queued, most);
        return queued;
    }
}
