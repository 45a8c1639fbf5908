using System.Diagnostics;
using PreDelinquency.Grains.Benchmarks.Hosting;

namespace PreDelinquency.Grains.Benchmarks.Measuring;

/// <summary>
/// Lets ways take turns, each with a piece of one stream, so that what disturbs the machine for a while disturbs all of them. The
/// first round warms up and does not count. After every piece the store must hold all that was sent.
/// </summary>
internal sealed class Contest(BenchmarkStore store, IReadOnlyList<Way> ways)
{
    private readonly IReadOnlyList<Feed> _feeds = [.. ways.Select(way => way.Feed).Distinct()];

    /// <returns>By way.</returns>
    public async Task<Sample[][]> RunAsync(int repetitions)
    {
        foreach (var feed in _feeds)
            await ways.First(way => way.Feed == feed).SendAsync(feed.TakeHistory());
        await HasAllAsync();
        var samples = ways.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round <= repetitions; round++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                var sample = await MeasureAsync(ways[way]);
                if (round > 0)
                    samples[way].Add(sample);
            }
        }

        return [.. samples.Select(s => s.ToArray())];
    }

    private async Task<Sample> MeasureAsync(Way way)
    {
        var piece = way.Feed.TakePiece();
        var (processor, allocated, started) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await way.SendAsync(piece);
        var elapsed = Stopwatch.GetElapsedTime(started);
        (processor, allocated) = (Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated);
        await HasAllAsync();
        return new Sample(piece.Count / elapsed.TotalSeconds, processor.TotalMicroseconds / piece.Count, allocated / (double)piece.Count);
    }

    private Task HasAllAsync() => store.RequireAsync(_feeds.Sum(feed => (long)feed.Taken));
}
