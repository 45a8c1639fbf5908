import { useEffect, useRef } from 'preact/hooks';
import { contacts } from './live';
import type { Contact } from './types';

/** Milliseconds between two questions at least, however much is heard. */
const pause = 1000;

/** Asks again once contacts that concern a list are heard of; at once, and then at most every second. */
export function useContactNews(concerns: (contact: Contact) => boolean, refresh: () => void): void {
  const heard = contacts.value;
  const known = useRef<Contact | undefined>(heard[0]);
  const timer = useRef(0);
  const asked = useRef(0);
  const run = useRef(refresh);
  run.current = refresh;
  useEffect(() => {
    const last = known.current;
    known.current = heard[0];
    const seen = last ? heard.indexOf(last) : -1;
    const fresh = seen < 0 ? heard : heard.slice(0, seen);
    if (timer.current || !fresh.some(concerns)) return;
    timer.current = window.setTimeout(
      () => {
        timer.current = 0;
        asked.current = Date.now();
        run.current();
      },
      Math.max(0, asked.current + pause - Date.now()),
    );
  }, [heard]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
}
