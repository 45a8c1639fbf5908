using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Benchmarks.Streams;

/// <summary>
/// A stream in memory for each customer, to which the customer's grain is subscribed by its type: nothing is looked up and nothing
/// is stored of a subscription. Who sends hears within the process when a part is in the store, which costs nothing.
/// </summary>
internal sealed class CustomerStreams(IServiceProvider services)
{
    public const string Namespace = "benchmark-transactions";
    private const string Provider = "benchmark-transactions";
    private const int Queues = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _underWay = new();
    private Task _sent = Task.CompletedTask;
    private long _number;

    /// <summary>With the settings of the streams that carry news.</summary>
    public static void AddTo(ISiloBuilder silo)
    {
        silo.AddMemoryStreams(Provider, streams =>
        {
            streams.ConfigurePartitioning(Queues);
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
        });
        silo.Services.AddSingleton<CustomerStreams>();
    }

    /// <summary>Sends each customer its part of a batch, behind what was sent before; completes once all are in the store.</summary>
    public async Task SendAsync(Transaction[] batch)
    {
        var provider = services.GetRequiredKeyedService<IStreamProvider>(Provider);
        var parts = batch.GroupBy(t => t.CustomerId, (id, own) => (Stream: provider.GetStream<StreamedBatch>(StreamId.Create(Namespace, id)), Part: new StreamedBatch(Interlocked.Increment(ref _number), [.. own]))).ToList();
        var taken = parts.ConvertAll(part => _underWay.GetOrAdd(part.Part.Number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task);
        await (_sent = SendAfterAsync(_sent));
        await Task.WhenAll(taken).WaitAsync(Patience);

        async Task SendAfterAsync(Task before)
        {
            await before;
            await Task.WhenAll(parts.Select(part => part.Stream.OnNextAsync(part.Part)));
        }
    }

    /// <summary>A part is in the store.</summary>
    public void Taken(long number)
    {
        if (_underWay.TryRemove(number, out var waiting))
            waiting.SetResult();
    }

    /// <summary>The stream is broken.</summary>
    public void Failed(Exception e)
    {
        foreach (var waiting in _underWay.Values)
            waiting.TrySetException(e);
    }
}
