import { useEffect, useRef, useState } from 'preact/hooks';
import { addressOf, getAddress } from './client';
import { revision } from './live';
import type { Answer, ParamsOf, PathOf, QueryOf } from './types';

/** What is known of one address: the latest answer stays while a newer one is on its way, and when that fails. */
export interface Resource<T> {
  data: T | undefined;
  error: Error | undefined;
  /** Asks again now. */
  refresh: () => void;
}

interface Options<P extends PathOf<'get'>> {
  params?: ParamsOf<P, 'get'>;
  query?: QueryOf<P, 'get'>;
  /** Asks again so many milliseconds after an answer, while the page is visible. */
  every?: number;
  /** Asks nothing while false. */
  enabled?: boolean;
}

/** The answer of a path of the API, asked again when the address changes and after the live connection was lost. */
export function useResource<P extends PathOf<'get'>>(path: P, options: Options<P> = {}): Resource<Answer<P, 'get'>> {
  const address = addressOf(path, options.params, options.query);
  const { every = 0, enabled = true } = options;
  const [known, setKnown] = useState<{ address: string; data?: Answer<P, 'get'>; error?: Error }>({ address });
  const [asked, setAsked] = useState(0);
  const lost = revision.value;
  const shown = useRef(known);

  // A refresh and a lost connection ask again.
  useEffect(() => {
    if (!enabled) return;
    const leaving = new AbortController();
    let timer = 0;
    const ask = async () => {
      if (document.hidden && shown.current.address === address && shown.current.data) {
        timer = window.setTimeout(ask, 1000);
        return;
      }
      try {
        const data = await getAddress<Answer<P, 'get'>>(address, leaving.signal);
        shown.current = { address, data };
      } catch (error) {
        if (leaving.signal.aborted) return;
        const former = shown.current.address === address ? shown.current : { address };
        shown.current = { ...former, error: error as Error };
      }
      if (leaving.signal.aborted) return;
      setKnown(shown.current as { address: string; data?: Answer<P, 'get'>; error?: Error });
      const wait = shown.current.error ? Math.max(every, 3000) : every;
      if (wait > 0) timer = window.setTimeout(ask, wait);
    };
    void ask();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [address, enabled, every, asked, lost]);

  return {
    data: known.address === address ? known.data : undefined,
    error: known.address === address ? known.error : undefined,
    refresh: () => setAsked((n) => n + 1),
  };
}
