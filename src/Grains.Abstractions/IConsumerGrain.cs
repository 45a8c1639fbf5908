using Orleans.CodeGeneration;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>Adds up what the processes that read a topic have left to read; the key names the topic.</summary>
[Alias("predelinquency.consumer"), Version(1)]
public interface IConsumerGrain : IGrainWithStringKey
{
    /// <summary>Tells what one process has left, of the partitions that it reads now; told again every few seconds.</summary>
    /// <param name="who">Told apart from all others.</param>
    /// <param name="lag">Messages that are not read and durable yet, 0 or more.</param>
    [Alias("report")]
    Task ReportAsync(string who, long lag);

    /// <summary>What all have left; null where none of them told lately.</summary>
    [Alias("lag")]
    Task<long?> LagAsync();
}
