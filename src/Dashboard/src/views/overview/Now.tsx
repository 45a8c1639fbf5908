import { quantile } from '../../api/exposition';
import { stats } from '../../api/live';
import { useMetrics, window } from '../../api/metrics';
import { href } from '../../app/router';
import { count, decimal, duration, score } from '../../format/format';
import { Card } from '../../ui/card';

/** Throughput and latency at this moment. */
export function NowCard() {
  const now = stats.value;
  const { data } = useMetrics();
  const ingest = data?.recent('predelinquency_engine_ingest_duration_seconds');
  const percentile = (q: number) => (ingest ? duration(quantile(ingest, q)) : '–');
  return (
    <Card title="Now" span={4} actions={<a href={href('/live')}>Live monitor</a>}>
      <dl class="figures">
        <div>
          <dt>Customers</dt>
          <dd>
            <a href={href('/customers')} data-figure="customers">
              {count(now?.customers)}
            </a>
          </dd>
        </div>
        <div>
          <dt>Mean risk</dt>
          <dd data-figure="average_risk">{score(now?.average_risk)}</dd>
        </div>
        <div>
          <dt>Transactions a second</dt>
          <dd>{decimal(now?.transactions_per_second)}</dd>
        </div>
        <div>
          <dt>Waiting</dt>
          <dd>{count(now?.queued)}</dd>
        </div>
        <div>
          <dt>Transactions ever</dt>
          <dd>{count(now?.transactions)}</dd>
        </div>
        <div>
          <dt>Refused</dt>
          <dd>
            <a href={href('/live', { tab: 'dead_letters' })}>{count(now?.dead_letters)}</a>
          </dd>
        </div>
        <div>
          <dt>Until durable, median</dt>
          <dd>{percentile(0.5)}</dd>
        </div>
        <div>
          <dt>95%</dt>
          <dd>{percentile(0.95)}</dd>
        </div>
        <div>
          <dt>99%</dt>
          <dd>{percentile(0.99)}</dd>
        </div>
      </dl>
      <p class="muted small" style={{ marginTop: '10px' }}>
        From a batch's arrival until all of it is durable, over the last {window} s · model {now?.model_version}
      </p>
    </Card>
  );
}
