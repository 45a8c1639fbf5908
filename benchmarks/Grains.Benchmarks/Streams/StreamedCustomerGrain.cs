using Orleans.Streams;
using Orleans.Streams.Core;
using PreDelinquency.Cluster;

namespace PreDelinquency.Grains.Benchmarks.Streams;

/// <summary>A shell round the host of one customer, as the customer's grain is, but subscribed to a stream instead of called.</summary>
[GrainType("benchmark-streamed-customer"), ImplicitStreamSubscription(CustomerStreams.Namespace)]
internal sealed class StreamedCustomerGrain(IGrainContext context, HostServices services, CustomerStreams streams)
    : Grain, IStreamedCustomerGrain, IStreamSubscriptionObserver, IAsyncObserver<StreamedBatch>
{
    private readonly CustomerHost _host = new(context.GrainId.Key.ToString()!, services);

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<StreamedBatch>().ResumeAsync(this);

    public async Task OnNextAsync(StreamedBatch item, StreamSequenceToken? token = null)
    {
        await _host.IngestAsync(item.Transactions, CancellationToken.None);
        streams.Taken(item.Number);
    }

    public Task OnErrorAsync(Exception ex)
    {
        streams.Failed(ex);
        return Task.CompletedTask;
    }
}
