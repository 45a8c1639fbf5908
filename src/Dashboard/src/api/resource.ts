import { useEffect, useRef, useState } from 'preact/hooks';
import { addressOf, getAddress } from './client';
import { listening, revision } from './live';
import { retryAfter } from './retry';
import type { Answer, ParamsOf, PathOf, QueryOf } from './types';

/** What is known of one address: the latest answer stays while a newer one is on its way, and when that fails. */
export interface Resource<T> {
  data: T | undefined;
  error: Error | undefined;
  /** When the data was asked for, by the browser's clock: it is not older. */
  since: number | undefined;
  /** Whether the same question would be refused again, as one that breaks a rule is. */
  refused: boolean;
  /** Asks again now; where an answer is awaited, once more after it. */
  refresh: () => void;
}

interface Options<P extends PathOf<'get'>> {
  params?: ParamsOf<P, 'get'>;
  query?: QueryOf<P, 'get'>;
  /** Asks again so many milliseconds after an answer, while the page is visible. */
  every?: number;
  /** Asks nothing while false. */
  enabled?: boolean;
  /** Whose answer it is, where that differs: who asks under another token asks another question. */
  as?: string;
  /** Shows the answer of the former address until there is one of the new. */
  keeps?: boolean;
}

interface Known<T> {
  /** What was asked: the address, and as whom. */
  question: string;
  data?: T;
  since?: number;
  error?: Error;
}

/** The answer of a path of the API, asked again when the address changes and after the live connection was lost. */
export function useResource<P extends PathOf<'get'>>(path: P, options: Options<P> = {}): Resource<Answer<P, 'get'>> {
  const address = addressOf(path, options.params, options.query);
  const { every = 0, enabled = true, keeps = false, as = '' } = options;
  const question = `${address} ${as}`;
  const [known, setKnown] = useState<Known<Answer<P, 'get'>>>({ question });
  const lost = revision.value;
  const asksNow = enabled && listening.value;
  const shown = useRef(known);
  const again = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (!asksNow) return;
    const leaving = new AbortController();
    let [timer, asks, wanted, failures] = [0, false, false, 0];
    const ask = async () => {
      window.clearTimeout(timer);
      if (asks) {
        wanted = true;
        return;
      }
      if (document.hidden && shown.current.question === question && shown.current.data) {
        timer = window.setTimeout(ask, 1000);
        return;
      }
      [asks, wanted] = [true, false];
      const since = Date.now();
      try {
        const data = await getAddress<Answer<P, 'get'>>(address, leaving.signal);
        shown.current = { question, data, since };
        failures = 0;
      } catch (error) {
        const former = shown.current.question === question ? shown.current : { question };
        shown.current = leaving.signal.aborted ? shown.current : { ...former, error: error as Error };
        failures++;
      }
      asks = false;
      if (leaving.signal.aborted) return;
      setKnown(shown.current);
      const { error } = shown.current;
      const wait = error ? retryAfter(error, failures, every) : every;
      if (wanted) void ask();
      else if (wait > 0) timer = window.setTimeout(ask, wait);
    };
    again.current = () => void ask();
    void ask();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [question, asksNow, every, lost]);

  const current = known.question === question;
  return {
    data: current || keeps ? known.data : undefined,
    error: current ? known.error : undefined,
    refused: current && known.error !== undefined && retryAfter(known.error, 1, 0) === 0,
    since: current || keeps ? known.since : undefined,
    refresh: () => again.current(),
  };
}
