import { quantile } from '../../api/exposition';
import { stats } from '../../api/live';
import { useMetrics, window } from '../../api/metrics';
import { href } from '../../app/router';
import { count, decimal, duration, score } from '../../format/format';
import { Card } from '../../ui/card';
import { Figures } from '../../ui/figures';

/** Throughput and latency at this moment. */
export function NowCard() {
  const now = stats.value;
  const { data, error } = useMetrics();
  const stream = href('/live');
  const ingest = data?.recent('ingest');
  const percentile = (q: number) => (ingest && !error ? duration(quantile(ingest, q)) : '–');
  return (
    <Card title="Now" span={4} actions={<a href={href('/live')}>Live monitor</a>}>
      <Figures
        items={[
          { title: 'Customers', value: count(now?.customers), name: 'customers', to: href('/customers') },
          { title: 'Mean risk', value: score(now?.average_risk), name: 'average_risk', to: href('/customers') },
          { title: 'Transactions a second', value: decimal(now?.transactions_per_second), to: stream },
          { title: 'Waiting', value: count(now?.queued), to: stream },
          { title: 'Transactions ever', value: count(now?.transactions), to: stream },
          { title: 'Refused', value: count(now?.dead_letters), to: href('/live', { tab: 'dead_letters' }) },
          { title: 'Until durable, median', value: percentile(0.5), to: stream },
          { title: '95%', value: percentile(0.95), to: stream },
          { title: '99%', value: percentile(0.99), to: stream },
        ]}
      />
      {error && (
        <p class="small bad" role="alert">
          How long it takes is not known now: {error.message}
        </p>
      )}
      <p class="muted small" style={{ marginTop: '10px' }}>
        From a batch's arrival until all of it is durable, over the last {window} s · model {now?.model_version}
      </p>
    </Card>
  );
}
