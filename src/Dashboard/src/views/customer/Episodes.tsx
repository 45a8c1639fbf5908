import { useState } from 'preact/hooks';
import { stats } from '../../api/live';
import { allHistory } from '../../api/pages';
import type { Resource } from '../../api/resource';
import type { CustomerContact, CustomerHistory, Intervention } from '../../api/types';
import { withContacts } from '../../api/withContacts';
import { at, day, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { stateOf, stateWords } from '../../ui/contactWords';
import { ExportButton } from '../../ui/export';
import { LevelTag } from '../../ui/level';
import { Empty, Known } from '../../ui/states';
import { Became } from './Became';
import { episodesOf } from './episodes';

const columns: Column<Intervention>[] = [
  { title: 'sequence', cell: (i) => i.sequence, value: (i) => i.sequence },
  { title: 'intervention_id', cell: (i) => i.intervention_id, value: (i) => i.intervention_id },
  { title: 'at', cell: (i) => i.at, value: (i) => i.at },
  { title: 'risk_level', cell: (i) => i.risk_level, value: (i) => i.risk_level },
  { title: 'kind', cell: (i) => i.kind, value: (i) => i.kind },
  { title: 'channel', cell: (i) => i.channel, value: (i) => i.channel },
  { title: 'status', cell: (i) => i.status, value: (i) => i.status },
  { title: 'state', cell: stateOf, value: stateOf },
  { title: 'driver', cell: (i) => i.driver, value: (i) => i.driver },
  { title: 'message', cell: (i) => i.message, value: (i) => i.message },
];

/** Times above LOW, and what was proposed in each. */
export function EpisodesCard({ history, contact }: { history: Resource<CustomerHistory>; contact: Resource<CustomerContact> }) {
  const items = withContacts(history.data?.interventions.items ?? [], contact.data?.contacts ?? []);
  const proposals = async () =>
    withContacts(await allHistory(history.data?.customer_id ?? '', 'interventions'), contact.data?.contacts ?? []);
  const present = stats.value ? Date.parse(stats.value.now) : Date.now();
  return (
    <Card
      title="Episodes and messages"
      span={6}
      actions={history.data && <ExportButton name={`${history.data.customer_id}-interventions`} columns={columns} rows={proposals} />}
    >
      <Known of={history}>
        {(data) => {
          const episodes = episodesOf(data.scores.items, present);
          if (episodes.length === 0) return <Empty>The level was never above LOW in the history that is shown.</Empty>;
          return (
            <ol class="episodes">
              {episodes.map((episode) => (
                <li key={episode.from}>
                  <p class="row spread">
                    <span class="row">
                      <LevelTag level={episode.highest} />
                      {day(episode.from)} – {episode.until ? day(episode.until) : 'now'}
                    </span>
                    <span class="muted small">{episode.until ? 'Over' : 'Lasting'}</span>
                  </p>
                  <Messages items={items.filter((item) => within(item.at, episode.from, episode.until))} />
                </li>
              ))}
            </ol>
          );
        }}
      </Known>
    </Card>
  );
}

const within = (moment: string, from: string, until: string | null): boolean =>
  Date.parse(moment) >= Date.parse(from) && (until === null || Date.parse(moment) <= Date.parse(until));

function Messages({ items }: { items: readonly Intervention[] }) {
  if (items.length === 0) return <p class="muted small">Nothing was proposed.</p>;
  return (
    <ul>
      {items.map((item) => (
        <li key={item.sequence}>
          <Proposal item={item} />
        </li>
      ))}
    </ul>
  );
}

function Proposal({ item }: { item: Intervention }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words(item.kind)}, {at(item.at)} <span class="tag">{item.contact ? stateWords(item.contact) : words(item.status)}</span>{' '}
        <span class="muted small">{words(item.driver)}</span>
      </summary>
      {open && (item.contact ? <Became id={item.intervention_id} /> : <blockquote>{item.message}</blockquote>)}
    </details>
  );
}
