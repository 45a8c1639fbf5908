import { useMoves } from '../../api/news';
import { useResource } from '../../api/resource';
import type { StandingCustomer } from '../../api/types';
import { href, place, setQuery } from '../../app/router';
import { points, score } from '../../format/format';
import { Card } from '../../ui/card';
import { LevelTag } from '../../ui/level';
import { Empty, Known } from '../../ui/states';

interface Props {
  segment: string | null;
  region: string | null;
}

export function MoversCard({ segment, region }: Props) {
  const span = place.value.query.get('movers') === '1d' ? '1d' : '7d';
  const filter = { ...(segment && { segment }), ...(region && { region }), limit: 6 };
  const rising = useResource('/customers', { query: { ...filter, sort: `rise_${span}` }, every: 30_000, keeps: true });
  const falling = useResource('/customers', { query: { ...filter, sort: `fall_${span}` }, every: 30_000, keeps: true });
  useMoves([rising, falling]);
  return (
    <Card
      title="Top movers"
      span={8}
      actions={
        <span class="row" role="group" aria-label="Over">
          {(['1d', '7d'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              class="button quiet small"
              aria-pressed={span === choice}
              onClick={() => setQuery({ movers: choice === '7d' ? null : choice })}
            >
              {choice === '1d' ? '1 day' : '7 days'}
            </button>
          ))}
        </span>
      }
    >
      <div class="pair">
        <div>
          <h3 class="row spread">
            Rising <a href={href('/customers', { sort: `rise_${span}`, segment, region })}>All</a>
          </h3>
          <Known of={rising}>{(page) => <Movers rows={page.items.filter((c) => moved(c, span) > 0)} span={span} />}</Known>
        </div>
        <div>
          <h3 class="row spread">
            Falling <a href={href('/customers', { sort: `fall_${span}`, segment, region })}>All</a>
          </h3>
          <Known of={falling}>{(page) => <Movers rows={page.items.filter((c) => moved(c, span) < 0)} span={span} />}</Known>
        </div>
      </div>
    </Card>
  );
}

const moved = (customer: StandingCustomer, span: '1d' | '7d'): number =>
  customer.risk_score - ((span === '1d' ? customer.risk_score_day_ago : customer.risk_score_week_ago) ?? customer.risk_score);

function Movers({ rows, span }: { rows: StandingCustomer[]; span: '1d' | '7d' }) {
  if (rows.length === 0) return <Empty>Nobody moved.</Empty>;
  return (
    <ul class="feed">
      {rows.map((row) => (
        <li key={row.customer_id}>
          <LevelTag level={row.risk_level}>{score(row.risk_score)}</LevelTag>
          <a href={href(`/customers/${row.customer_id}`)} class="clip">
            {row.name ?? row.customer_id}
          </a>
          <span class={`number ${moved(row, span) > 0 ? 'bad' : 'good'}`}>
            {moved(row, span) > 0 ? '▲' : '▼'} {points(moved(row, span))}
          </span>
        </li>
      ))}
    </ul>
  );
}
