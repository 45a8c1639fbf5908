import { useEffect, useRef, useState } from 'preact/hooks';
import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import type { QueuedContact } from '../../api/types';
import { isCommand } from '../../app/keys';
import { href, place, setQuery } from '../../app/router';
import { atBoth, count, score, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { LevelTag } from '../../ui/level';
import { Empty, Known } from '../../ui/states';
import { QueuedCard } from './Queued';
import { nextOf, stepTo } from './queue';

const most = 1000;
/** Widths at which cards stand below each other. */
const below = '(max-width: 1180px)';

const columns: Column<QueuedContact>[] = [
  { title: 'intervention_id', cell: (q) => q.contact.intervention_id, value: (q) => q.contact.intervention_id },
  { title: 'customer_id', cell: (q) => q.contact.customer_id, value: (q) => q.contact.customer_id },
  { title: 'risk_level', cell: (q) => q.contact.risk_level, value: (q) => q.contact.risk_level },
  { title: 'risk_score', cell: (q) => q.contact.risk_score, value: (q) => q.contact.risk_score },
  { title: 'driver', cell: (q) => q.contact.driver, value: (q) => q.contact.driver },
  { title: 'proposed_at', cell: (q) => q.contact.proposed_at, value: (q) => q.contact.proposed_at },
  { title: 'expires_at', cell: (q) => q.contact.contact.expires_at, value: (q) => q.contact.contact.expires_at },
  { title: 'time_zone', cell: (q) => q.contact.time_zone, value: (q) => q.contact.time_zone },
  { title: 'channel', cell: (q) => q.message?.channel, value: (q) => q.message?.channel },
  { title: 'offer', cell: (q) => q.contact.offer, value: (q) => q.contact.offer },
  { title: 'message', cell: (q) => q.message?.text, value: (q) => q.message?.text },
];

/** What waits for a person's approval beside the one that is looked at. j and k move, and a, m and r act on it. */
export function QueueCards() {
  const page = useResource('/interventions/queue', { query: { limit: most }, every: 10_000 });
  useContactNews(() => true, page.refresh);
  const detail = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState<{ good: boolean; text: string }>();
  const items = page.data?.items ?? [];
  const ids = items.map((item) => item.contact.intervention_id);
  const asked = place.value.query.get('contact');
  const choose = (id: string | undefined) => setQuery({ contact: id ?? null }, true);
  // The one that is looked at stays, also where somebody else has decided about it meanwhile or another became more urgent.
  const chosen = asked ?? ids[0];
  useEffect(() => {
    if (!asked && ids[0]) choose(ids[0]);
  }, [asked, ids[0]]);
  const known = items.find((item) => item.contact.intervention_id === chosen);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const within = (event.target as Element).closest('.queue') !== null;
      const step = (isCommand(event) && { j: 1, k: -1 }[event.key]) || (within && { ArrowDown: 1, ArrowUp: -1 }[event.key]);
      if (!step) return;
      event.preventDefault();
      const next = stepTo(ids, chosen, step);
      choose(next);
      focusQueued(next);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  const idsNow = useRef(ids);
  idsNow.current = ids;
  /** The answer may come late: by then the list is another, and whoever went on to another contact stays there. */
  const done = (id: string, sentence: string) => {
    setSaid({ good: true, text: sentence });
    if (place.value.query.get('contact') === id) {
      const next = nextOf(ids, id, idsNow.current);
      choose(next);
      // What was pressed is gone with its contact: the keyboard goes on in the list.
      const pressed = document.activeElement;
      if (pressed === document.body || detail.current?.contains(pressed)) focusQueued(next);
    }
    page.refresh();
  };
  return (
    <>
      <Card
        title="Waiting for approval"
        note={page.data && <span data-figure="queue">{count(items.length)}</span>}
        span={5}
        actions={
          page.data && <ExportButton name="approval-queue" columns={columns} rows={() => items} {...(items.length >= most && { most })} />
        }
      >
        <Known of={page} height={420}>
          {() =>
            items.length === 0 ? (
              <Empty>
                <strong>Nothing waits for approval</strong>
                <span>
                  Contacts come here at the levels for which the policy asks for a person's approval. What became of the others is in the{' '}
                  <a href={href('/interventions')}>feed</a>.
                </span>
              </Empty>
            ) : (
              <ul class="queue" aria-label="Waiting for approval, the most urgent first">
                {items.map(({ contact, message }) => (
                  <li key={contact.intervention_id}>
                    <button
                      type="button"
                      data-queued={contact.intervention_id}
                      aria-current={contact.intervention_id === chosen}
                      onClick={() => {
                        choose(contact.intervention_id);
                        // One below the other, the list is in the way of what was chosen.
                        if (window.matchMedia(below).matches) detail.current?.scrollIntoView();
                      }}
                    >
                      <LevelTag level={contact.risk_level}>{score(contact.risk_score)}</LevelTag>
                      <strong>{contact.customer_id}</strong>
                      <span class="small driver">
                        {words(contact.driver)}
                        {message && `, by ${message.channel}`}
                      </span>
                      <Until moment={contact.contact.expires_at} zone={contact.time_zone} />
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Known>
        <p class="muted small no-print" style={{ marginTop: '10px' }}>
          <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>a</kbd> <kbd>Enter</kbd> approve, <kbd>m</kbd> change the message, <kbd>r</kbd>{' '}
          reject
        </p>
      </Card>
      <div ref={detail} class="span-7 stack">
        <div role="status">
          {said && (
            <p class={said.good ? 'notice calm' : 'notice'} data-said>
              {said.text}
            </p>
          )}
        </div>
        {chosen && page.data && (
          <QueuedCard
            key={chosen}
            id={chosen}
            queued={known}
            done={(sentence) => done(chosen, sentence)}
            failed={(text) => setSaid({ good: false, text })}
          />
        )}
      </div>
    </>
  );
}

const focusQueued = (id: string | undefined) => document.querySelector<HTMLElement>(`[data-queued="${CSS.escape(id ?? '')}"]`)?.focus();

/** When it expires, in the viewer's zone and in the customer's where that differs. */
function Until({ moment, zone }: { moment: string; zone: string | null }) {
  return <span class="muted small until">until {atBoth(moment, zone)}</span>;
}
