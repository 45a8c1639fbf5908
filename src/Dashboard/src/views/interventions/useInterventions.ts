import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import { contacts, interventions, revision, stats } from '../../api/live';
import { withContacts } from '../../api/withContacts';
import { whenSeen } from '../../app/whenSeen';
import { type Feed, joined } from './feed';

/** How many are read at once. */
export const page = 1000;

/** The latest interventions, newest first: a page from the store, older ones when asked, and what is heard meanwhile. */
export function useInterventions() {
  const [feed, setFeed] = useState<Feed>();
  const [error, setError] = useState<Error>();
  const [asked, setAsked] = useState(0);
  const heard = interventions.value;
  const became = contacts.value;
  const total = stats.value?.interventions;
  const known = total !== undefined;
  const again = () => setAsked((n) => n + 1);

  useEffect(() => {
    if (total === undefined) return;
    let gone = false;
    let timer = 0;
    const from = Math.max(0, Math.max(total, heard[0]?.sequence ?? 0) - page);
    get('/interventions', { query: { after_sequence: from, limit: page } }).then(
      (found) => {
        if (gone) return;
        setError(undefined);
        setFeed({ items: [...found.items].reverse(), from });
      },
      (failure) => {
        if (gone) return;
        setError(failure);
        timer = window.setTimeout(again, 3000);
      },
    );
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, [known, asked, revision.value]);

  useEffect(() => {
    if (!feed) return;
    const next = joined(feed, heard);
    if (!next) return whenSeen(again);
    else {
      const items = withContacts(next.items, became);
      if (next !== feed || items !== next.items) setFeed({ ...next, items });
    }
    return;
  }, [feed, heard, became]);

  const older = async () => {
    if (!feed) return;
    const from = Math.max(0, feed.from - page);
    try {
      const found = await get('/interventions', { query: { after_sequence: from, limit: feed.from - from } });
      setFeed((former) => (former?.from === feed.from ? { items: [...former.items, ...[...found.items].reverse()], from } : former));
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return { items: feed?.items ?? [], from: feed?.from ?? 0, loaded: feed !== undefined, error, older, again };
}
