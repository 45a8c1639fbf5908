using System.Buffers;
using System.Collections.Frozen;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Collects all metrics when it is asked to and writes them down. Any thread; one after another.</summary>
internal sealed class ScrapeReader : BaseExportingMetricReader
{
    private readonly Lock _turn = new();
    private readonly Exposition _exposition;

    public ScrapeReader()
        : this(new Exposition())
    {
    }

    private ScrapeReader(Exposition exposition)
        : base(exposition)
    {
        _exposition = exposition;
        TemporalityPreference = MetricReaderTemporalityPreference.Cumulative;
    }

    /// <summary>Writes metrics.</summary>
    /// <param name="output">Takes them; nothing is written to it once this returns.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="names">Those of families that are wanted, in Prometheus' form; empty for all.</param>
    /// <returns>False where they could not be collected; what was written then is of no use.</returns>
    public bool TryWrite(IBufferWriter<byte> output, ExpositionFormat format, FrozenSet<string> names)
    {
        lock (_turn)
        {
            (_exposition.Output, _exposition.Names) = (new ExpositionWriter(output, format), names);
            try
            {
                return _exposition.Collect!(Timeout.Infinite);
            }
            finally
            {
                _exposition.Output = null;
            }
        }
    }

    /// <summary>Writes a collection to whoever asked for it.</summary>
    [ExportModes(ExportModes.Pull)]
    private sealed class Exposition : BaseExporter<Metric>, IPullMetricExporter
    {
        private readonly MetricFamilies _families = new();

        public ExpositionWriter? Output { get; set; }

        public FrozenSet<string> Names { get; set; } = FrozenSet<string>.Empty;

        /// <summary>Set by the reader.</summary>
        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            if (Output is not { } output)
                return ExportResult.Success;
            output.WriteTarget(ParentProvider!.GetResource().Attributes);
            foreach (var family in _families.Of(batch).Where(family => Names.Count == 0 || Names.Contains(family.Name)))
                output.Write(family);
            output.End();
            return ExportResult.Success;
        }
    }
}
