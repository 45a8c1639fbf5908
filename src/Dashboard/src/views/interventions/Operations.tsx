import { useEffect } from 'preact/hooks';
import { operations } from '../../api/live';
import { useResource } from '../../api/resource';
import { href } from '../../app/router';
import { at, words } from '../../format/format';
import { Card } from '../../ui/card';

/** Conditions that a person ends, by the tab where that is done. */
const seenTo: Readonly<Record<string, string>> = { answer_waiting: 'answers', contacts_failed: 'failed' };

/** What the operations team should look at; what is opened or over is heard at once. */
export function OperationsCard() {
  const page = useResource('/alerts', { every: 60_000 });
  const heard = operations.value[0];
  useEffect(() => {
    if (heard) page.refresh();
  }, [heard]);
  const items = page.data?.items;
  if (!items && !page.error) return null;
  return (
    <Card title="Alerts for the operations team" note={items && `${items.length} open`}>
      {page.error && <p class="bad small">{page.error.message}</p>}
      {items?.length === 0 && <p class="muted small">Channels, outbox, holdout and policy are as they should be.</p>}
      <ul class="feed">
        {items?.map((alert) => (
          <li key={alert.condition + alert.subject} data-alert={alert.condition}>
            <span class="tag">{words(alert.condition)}</span>
            <span>
              {alert.message}
              {seenTo[alert.condition] && (
                <>
                  {' '}
                  <a href={href('/interventions', { tab: seenTo[alert.condition] })}>See to them</a>
                </>
              )}
            </span>
            <span class="muted small when">since {at(alert.first_at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
