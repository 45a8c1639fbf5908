import { type Histogram, quantile } from '../../api/exposition';
import { type Measured, window } from '../../api/metrics';
import { duration, share } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { PlainTable } from '../../ui/plainTable';
import { Failed, Loading } from '../../ui/states';

/** Stages of a batch, as docs/observability.md names them; those of the cluster stand in where its gateway measures. */
const stages = [
  ['All of it, until durable', ['predelinquency_engine_ingest_duration_seconds', 'predelinquency_cluster_ingest_duration_seconds']],
  ['Lag: waiting for a worker', ['predelinquency_engine_ingest_wait_seconds']],
  ['Applied', ['predelinquency_engine_apply_duration_seconds', 'predelinquency_cluster_apply_duration_seconds']],
  ['Committed', ['predelinquency_engine_commit_duration_seconds', 'predelinquency_cluster_commit_duration_seconds']],
  ['Told to a page', ['predelinquency_hub_send_delay_seconds']],
] as const;

interface Stage {
  name: string;
  found: Histogram;
}

const percentiles = [0.5, 0.95, 0.99] as const;

const columns: Column<Stage>[] = [
  { title: 'Stage', cell: (stage) => stage.name, value: (stage) => stage.name },
  ...percentiles.map(
    (q): Column<Stage> => ({
      title: share(q),
      cell: (stage) => duration(quantile(stage.found, q)),
      value: (stage) => quantile(stage.found, q),
      right: true,
    }),
  ),
];

export function LatencyCard({ metrics }: { metrics: { data: Measured | undefined; error: Error | undefined } }) {
  const { data, error } = metrics;
  const rows = data
    ? stages.map(([name, histograms]): Stage => {
        const all = histograms.map((histogram) => data.recent(histogram));
        return { name, found: all.find((histogram) => histogram.size > 0) ?? new Map() };
      })
    : [];
  return (
    <Card
      title="Latency"
      note={`Last ${window} s`}
      span={4}
      actions={data && <ExportButton name="latency-seconds" columns={columns} rows={() => rows} />}
    >
      {data ? (
        <PlainTable class="latency" name="Latency" columns={columns} rows={rows} keyOf={(stage) => stage.name} />
      ) : error ? (
        <Failed error={error} />
      ) : (
        <Loading />
      )}
      <p class="muted small" style={{ marginTop: '8px' }}>
        From histograms: straight within a bucket
      </p>
    </Card>
  );
}
