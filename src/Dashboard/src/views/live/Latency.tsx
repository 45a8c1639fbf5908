import { quantile } from '../../api/exposition';
import { type Measured, window } from '../../api/metrics';
import { duration } from '../../format/format';
import { Card } from '../../ui/card';
import { Failed, Loading } from '../../ui/states';

/** Stages of a batch, as docs/observability.md names them; those of the cluster stand in where its gateway measures. */
const stages = [
  ['All of it, until durable', ['predelinquency_engine_ingest_duration_seconds', 'predelinquency_cluster_ingest_duration_seconds']],
  ['Lag: waiting for a worker', ['predelinquency_engine_ingest_wait_seconds']],
  ['Applied', ['predelinquency_engine_apply_duration_seconds', 'predelinquency_cluster_apply_duration_seconds']],
  ['Committed', ['predelinquency_engine_commit_duration_seconds', 'predelinquency_cluster_commit_duration_seconds']],
  ['Told to a page', ['predelinquency_hub_send_delay_seconds']],
] as const;

export function LatencyCard({ metrics }: { metrics: { data: Measured | undefined; error: Error | undefined } }) {
  const { data, error } = metrics;
  return (
    <Card title="Latency" note={`Last ${window} s`} span={4}>
      {data ? (
        <table class="plain latency">
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col">50%</th>
              <th scope="col">95%</th>
              <th scope="col">99%</th>
            </tr>
          </thead>
          <tbody>
            {stages.map(([name, histograms]) => {
              const found = histograms.map((histogram) => data.recent(histogram)).find((histogram) => histogram.size > 0) ?? new Map();
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {[0.5, 0.95, 0.99].map((q) => (
                    <td key={q} class="number">
                      {duration(quantile(found, q))}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
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
