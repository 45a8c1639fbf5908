import { useEffect, useState } from 'preact/hooks';
import { useMoves } from '../../api/news';
import { allCustomers } from '../../api/pages';
import { useResource } from '../../api/resource';
import { levels, type StandingCustomer } from '../../api/types';
import { href, place, setQuery } from '../../app/router';
import { at, count, points, score, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { Choice } from '../../ui/choice';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { LevelTag } from '../../ui/level';
import { Known } from '../../ui/states';
import { Table } from '../../ui/table';

const levelBefore = (time: string, of: (customer: StandingCustomer) => string | null): Column<StandingCustomer> => ({
  title: `Level ${time} ago`,
  cell: (c) => of(c) ?? 'none',
  value: of,
});

/** As many as are shown at once, which the table scrolls through. */
const most = 10_000;

const families = ['income', 'balance', 'spending', 'payments', 'cash', 'credit', 'anomalies', 'trends'] as const;
const orders = [
  ['risk', 'Highest risk'],
  ['rise_1d', 'Rise over 1 day'],
  ['rise_7d', 'Rise over 7 days'],
  ['fall_1d', 'Fall over 1 day'],
  ['fall_7d', 'Fall over 7 days'],
  ['customer_id', 'Id'],
] as const;

const difference = (now: number, before: number | null): number | null => (before === null ? null : now - before);

const spans = [
  ['1d', 'within 1 day'],
  ['7d', 'within 7 days'],
] as const;

/** @param since Since when the level changed, where that is asked for: then the level before is what one looks for. */
const columnsOf = (since: string | null): Column<StandingCustomer>[] => [
  {
    title: 'Customer',
    cell: (c) => <a href={href(`/customers/${c.customer_id}`)}>{c.customer_id}</a>,
    value: (c) => c.customer_id,
    sorts: true,
  },
  { title: 'Name', cell: (c) => c.name, value: (c) => c.name, sorts: true, wide: true },
  { title: 'Level', cell: (c) => <LevelTag level={c.risk_level} />, value: (c) => c.risk_level },
  ...(since === '1d' ? [levelBefore('1 day', (c) => c.risk_level_day_ago)] : []),
  ...(since === '7d' ? [levelBefore('7 days', (c) => c.risk_level_week_ago)] : []),
  { title: 'Score', cell: (c) => score(c.risk_score), value: (c) => c.risk_score, right: true, sorts: true },
  {
    title: '1 day',
    cell: (c) => points(difference(c.risk_score, c.risk_score_day_ago)),
    value: (c) => difference(c.risk_score, c.risk_score_day_ago),
    right: true,
    sorts: true,
  },
  {
    title: '7 days',
    cell: (c) => points(difference(c.risk_score, c.risk_score_week_ago)),
    value: (c) => difference(c.risk_score, c.risk_score_week_ago),
    right: true,
    sorts: true,
  },
  ...(since === '7d' ? [] : [{ ...levelBefore('7 days', (c) => c.risk_level_week_ago), widest: true }]),
  { title: 'Mainly from', cell: (c) => (c.family ? words(c.family) : ''), value: (c) => c.family, sorts: true, wide: true },
  { title: 'Segment', cell: (c) => c.segment, value: (c) => c.segment, sorts: true, wide: true },
  { title: 'Region', cell: (c) => c.region, value: (c) => c.region, sorts: true, widest: true },
  { title: 'Scored', cell: (c) => at(c.scored_at), value: (c) => c.scored_at, sorts: true, widest: true },
];

export function Customers() {
  const query = place.value.query;
  const names = [
    'search',
    'level',
    'segment',
    'region',
    'family',
    'min_score',
    'max_score',
    'moved_within',
    'moved_level',
    'sort',
  ] as const;
  const conditions: Record<string, string> = {};
  for (const name of names) {
    const value = query.get(name);
    if (value) conditions[name] = value;
  }
  const page = useResource('/customers', { query: { ...conditions, limit: most }, every: 30_000, keeps: true });
  // A millisecond for each row: a long list weighs megabytes.
  useMoves([page], Math.max(1000, page.data?.items.length ?? 0));
  const portfolio = useResource('/portfolio');
  const since = query.get('moved_within');
  // Without a time there is nothing that it could be moved since.
  if (!since) delete conditions['moved_level'];
  const moved = conditions['moved_level'];
  const columns = columnsOf(since);
  const range = conditions['min_score'] || conditions['max_score'];
  return (
    <>
      <div class="page-head">
        <h1>Customers</h1>
      </div>
      <Card
        actions={
          <div class="row spread" style={{ width: '100%' }}>
            <div class="filters no-print">
              <Search value={query.get('search') ?? ''} />
              <Choice name="level" label="Level" value={query.get('level')} options={levels} />
              <Choice name="segment" label="Segment" value={query.get('segment')} options={portfolio.data?.segments ?? []} />
              <Choice name="region" label="Region" value={query.get('region')} options={portfolio.data?.regions ?? []} />
              <Choice
                name="family"
                label="Mainly from"
                value={query.get('family')}
                options={families.map((family) => [family, words(family)] as const)}
              />
              <Choice name="moved_within" label="Level changed" value={query.get('moved_within')} any="Any time" options={spans} />
              {since && <Choice name="moved_level" label="To or from" value={query.get('moved_level')} any="Any level" options={levels} />}
              <Choice name="sort" label="Order" value={query.get('sort')} any="Highest risk" options={orders.slice(1)} />
              {range && (
                <Chip names={['min_score', 'max_score']}>
                  Score {share(Number(conditions['min_score'] ?? 0))} to {share(Number(conditions['max_score'] ?? 1))}
                </Chip>
              )}
            </div>
          </div>
        }
      >
        <Known of={page} height={480}>
          {(data) => (
            <>
              <div class="row spread">
                <p class="muted small" data-figure="total">
                  {count(data.total)} customers
                  {moved &&
                    data.total === data.items.length &&
                    `: ${count(came(data.items, moved))} came to ${moved}, ${count(data.total - came(data.items, moved))} left it`}
                  {data.total > data.items.length ? `, of whom the first ${count(data.items.length)} are shown` : ''}
                </p>
                <ExportButton name="customers" columns={columns} rows={() => allCustomers(conditions)} />
              </div>
              <Table
                name="Customers"
                columns={columns}
                rows={data.items}
                height={640}
                keyOf={(c) => c.customer_id}
                link={(c) => href(`/customers/${c.customer_id}`)}
                empty={
                  <>
                    Nobody meets all these conditions.
                    {conditions['search'] && <Unlisted id={conditions['search']} />}
                  </>
                }
              />
            </>
          )}
        </Known>
      </Card>
    </>
  );
}

const came = (items: readonly StandingCustomer[], level: string): number => items.filter((c) => c.risk_level === level).length;

/** Who was not judged for long stands in no list, and has a page all the same. */
function Unlisted({ id }: { id: string }) {
  const customer = useResource('/customer/{id}', { params: { id } });
  if (!customer.data) return null;
  return (
    <span>
      <a href={href(`/customers/${id}`)}>{id}</a> was not judged for long, and is in no list.
    </span>
  );
}

function Search({ value }: { value: string }) {
  const [text, setText] = useState(value);
  // What is typed stays as it is typed: the address has it without the spaces around it.
  useEffect(() => setText((typed) => (typed.trim() === value ? typed : value)), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = window.setTimeout(() => setQuery({ search: text.trim() }, true), 250);
    return () => window.clearTimeout(timer);
  }, [text, value]);
  return (
    <label>
      Id or name
      <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
    </label>
  );
}
