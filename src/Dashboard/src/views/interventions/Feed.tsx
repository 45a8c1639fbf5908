import { useMemo } from 'preact/hooks';
import { allInterventions } from '../../api/pages';
import { type Intervention, levels } from '../../api/types';
import { href, place, setQuery } from '../../app/router';
import { count, score, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { Choice } from '../../ui/choice';
import type { Column } from '../../ui/column';
import { stateName, stateOf, states, stateWords } from '../../ui/contactWords';
import { ExportButton } from '../../ui/export';
import { LevelTag } from '../../ui/level';
import { Moment } from '../../ui/moment';
import { Failed, Loading } from '../../ui/states';
import { Table } from '../../ui/table';
import { groupsOf } from './groups';
import { OpenedDialog } from './Opened';
import { page, useInterventions } from './useInterventions';

const fields = ['risk_level', 'channel', 'driver', 'kind', 'state'] as const;

const fieldOf = (item: Intervention, field: (typeof fields)[number]): string => (field === 'state' ? stateOf(item) : item[field]);

/** It follows from the level, so that the table does without. */
const help: Column<Intervention> = { title: 'Help', cell: (i) => words(i.kind), value: (i) => i.kind };

/** All proposals with what became of them, as it happens. */
export function FeedCards() {
  const query = place.value.query;
  const { items, from, older, error, loaded, again } = useInterventions();
  const opened = query.get('intervention');
  const open = (id: string | null) => setQuery({ intervention: id }, true);
  const customer = query.get('customer_id')?.toLowerCase() ?? '';
  const meets = (item: Intervention) =>
    fields.every((field) => !query.get(field) || fieldOf(item, field) === query.get(field)) &&
    item.customer_id.toLowerCase().includes(customer);
  const shown = useMemo(() => items.filter(meets), [items, query]);
  const values = (field: (typeof fields)[number]) => [...new Set(items.map((item) => fieldOf(item, field)))].sort();
  const columns: Column<Intervention>[] = [
    { title: 'No.', cell: (i) => count(i.sequence), value: (i) => i.sequence, right: true, sorts: true },
    { title: 'Level', cell: (i) => <LevelTag level={i.risk_level}>{score(i.risk_score)}</LevelTag>, value: (i) => i.risk_level },
    {
      title: 'Customer',
      cell: (i) => <a href={href(`/customers/${i.customer_id}`)}>{i.customer_id}</a>,
      value: (i) => i.customer_id,
      sorts: true,
    },
    {
      title: 'What became of it',
      cell: (i) => <span data-state={stateOf(i)}>{i.contact ? stateWords(i.contact) : words(i.status)}</span>,
      value: stateOf,
    },
    {
      title: 'Message',
      cell: (i) => (
        <button
          type="button"
          class="button quiet small"
          onClick={() => open(i.intervention_id)}
          aria-label={`Read message of intervention ${i.sequence}`}
        >
          Read
        </button>
      ),
      value: (i) => i.message,
    },
    { title: 'Proposed', cell: (i) => <Moment at={i.at} />, value: (i) => i.at, wide: true },
    { title: 'Channel', cell: (i) => words(i.channel), value: (i) => i.channel, wide: true },
    { title: 'Driver', cell: (i) => words(i.driver), value: (i) => i.driver, wide: true },
    {
      title: 'Why',
      cell: (i) => <span title={i.reasons[0]?.text}>{i.reasons[0]?.text}</span>,
      value: (i) => i.reasons[0]?.text,
      widest: true,
      fill: true,
    },
  ];
  return (
    <>
      {loaded && (['risk_level', 'channel', 'driver'] as const).map((field) => <GroupCard key={field} field={field} items={items} />)}
      <Card
        title="Feed"
        note={`${count(shown.length)} of the latest ${count(items.length)}`}
        actions={
          <ExportButton name="interventions" columns={[...columns, help]} rows={async () => (await allInterventions()).filter(meets)} />
        }
      >
        <div class="filters no-print" style={{ marginBottom: '10px' }}>
          <Choice name="risk_level" label="Level" value={query.get('risk_level')} options={levels.slice(1)} />
          <Choice
            name="channel"
            label="Channel"
            value={query.get('channel')}
            options={values('channel').map((v) => [v, words(v)] as const)}
          />
          <Choice name="driver" label="Driver" value={query.get('driver')} options={values('driver').map((v) => [v, words(v)] as const)} />
          <Choice name="kind" label="Help" value={query.get('kind')} options={values('kind').map((v) => [v, words(v)] as const)} />
          <Choice
            name="state"
            label="What became of it"
            value={query.get('state')}
            options={[...new Set([...Object.keys(states), ...values('state')])].map((v) => [v, stateName(v)] as const)}
          />
          {customer && <Chip names={['customer_id']}>Customer {customer}</Chip>}
        </div>
        {!loaded ? (
          error ? (
            <Failed error={error} retry={again} />
          ) : (
            <Loading height={300} />
          )
        ) : (
          <Table
            name="Interventions"
            columns={columns}
            rows={shown}
            height={560}
            keyOf={(i) => i.sequence}
            empty="None of these meets all conditions."
          />
        )}
        {loaded && from > 0 && (
          <p class="row no-print" style={{ marginTop: '8px' }}>
            <button type="button" class="button" onClick={older}>
              Load {count(Math.min(page, from))} older
            </button>
            {error && <span class="bad small">{error.message}</span>}
          </p>
        )}
      </Card>
      {opened && <OpenedDialog id={opened} close={() => open(null)} />}
    </>
  );
}

function GroupCard({ field, items }: { field: 'risk_level' | 'channel' | 'driver'; items: readonly Intervention[] }) {
  const groups = groupsOf(items, (item) => item[field]);
  const largest = Math.max(...groups.map((group) => group.count), 1);
  const titles = { risk_level: 'By level', channel: 'By channel', driver: 'By driver' };
  return (
    <Card title={titles[field]} note={`Of the latest ${count(items.length)}`} span={4}>
      <div class="bars">
        {groups.map((group) => (
          <a key={group.name} href={href('/interventions', { [field]: group.name })}>
            <span>{field === 'risk_level' ? <LevelTag level={group.name} /> : words(group.name)}</span>
            <span class="bar">
              <span style={{ width: `${(group.count / largest) * 100}%` }} />
            </span>
            <span class="number">
              {count(group.count)} <span class="muted small">· {share(group.count / items.length)}</span>
            </span>
          </a>
        ))}
      </div>
    </Card>
  );
}
