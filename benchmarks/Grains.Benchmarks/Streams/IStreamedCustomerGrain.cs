namespace PreDelinquency.Grains.Benchmarks.Streams;

/// <summary>One customer, by its id, to whom transactions come by a stream.</summary>
[Alias("predelinquency.benchmark.streamed-customer")]
internal interface IStreamedCustomerGrain : IGrainWithStringKey;
