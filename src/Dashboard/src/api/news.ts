import { useEffect, useRef } from 'preact/hooks';
import { changes, contacts, interventions, stats } from './live';
import type { Resource } from './resource';
import type { Contact } from './types';

/** Milliseconds between two questions at least, however much is heard. */
const pause = 1000;

/** Asks again once contacts that concern a list are heard of; at once, and then at most every second. */
export function useContactNews(concerns: (contact: Contact) => boolean, refresh: () => void): void {
  const heard = contacts.value;
  const known = useRef<Contact | undefined>(heard[0]);
  const ask = usePaced(refresh, pause);
  useEffect(() => {
    const last = known.current;
    known.current = heard[0];
    const seen = last ? heard.indexOf(last) : -1;
    const fresh = seen < 0 ? heard : heard.slice(0, seen);
    if (fresh.some(concerns)) ask();
  }, [heard]);
}

/** Asks again once anything happened that moves figures of all customers; at once, and then at most so often. What was refused stays so, whatever moves. */
export function useMoves(resources: readonly Pick<Resource<unknown>, 'refused' | 'refresh'>[], atMostEvery = pause): void {
  const ask = usePaced(() => {
    for (const resource of resources) if (!resource.refused) resource.refresh();
  }, atMostEvery);
  const moved = `${stats.value?.transactions} ${changes.value[0]?.customer_id} ${changes.value[0]?.at} ${interventions.value[0]?.sequence}`;
  const known = useRef(moved);
  useEffect(() => {
    if (known.current !== moved) ask();
    known.current = moved;
  }, [moved]);
}

/** Runs at once, or as soon as so many milliseconds are over since it ran last. */
function usePaced(run: () => void, atLeast: number): () => void {
  const timer = useRef(0);
  const ran = useRef(0);
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return () => {
    if (timer.current) return;
    timer.current = window.setTimeout(
      () => {
        timer.current = 0;
        ran.current = Date.now();
        latest.current();
      },
      Math.max(0, ran.current + atLeast - Date.now()),
    );
  };
}
