import { type Histogram, quantile } from '../../api/exposition';
import { type Measured, type Stage, window } from '../../api/metrics';
import { duration, share } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { PlainTable } from '../../ui/plainTable';
import { Failed, Loading } from '../../ui/states';

const titles: [Stage, string][] = [
  ['ingest', 'All of it, until durable'],
  ['wait', 'Lag: waiting for a worker'],
  ['apply', 'Applied'],
  ['commit', 'Committed'],
  ['told', 'Told to a page'],
];

interface Row {
  title: string;
  found: Histogram;
}

const percentiles = [0.5, 0.95, 0.99] as const;

const columns: Column<Row>[] = [
  { title: 'Stage', cell: (row) => row.title, value: (row) => row.title },
  ...percentiles.map(
    (q): Column<Row> => ({
      title: share(q),
      cell: (row) => duration(quantile(row.found, q)),
      value: (row) => quantile(row.found, q),
      right: true,
    }),
  ),
];

export function LatencyCard({ metrics }: { metrics: { data: Measured | undefined; error: Error | undefined } }) {
  const { data, error } = metrics;
  const rows = data ? titles.map(([stage, title]): Row => ({ title, found: data.recent(stage) })) : [];
  return (
    <Card
      title="Latency"
      note={`Last ${window} s`}
      span={4}
      actions={data && <ExportButton name="latency-seconds" columns={columns} rows={() => rows} />}
    >
      {data ? (
        <PlainTable class="latency" name="Latency" columns={columns} rows={rows} keyOf={(row) => row.title} />
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
