import { useEffect, useState } from 'preact/hooks';
import { ApiError, get } from '../../api/client';

/** Past values by feature, the oldest first; NaN where one was not known. */
export type Past = Record<string, number[]>;

const weeks = 12;
const dayMs = 86_400_000;

/** Milliseconds until what failed is asked again. */
const pause = 3000;

/** How the features stood at the ends of the last weeks, as they were served then. Asked one after another, once the page is there. */
export function usePast(id: string, latest: string | null): { past: Past; done: boolean; error: Error | undefined } {
  const [state, setState] = useState<{ past: Past; done: boolean; error?: Error }>({ past: {}, done: false });
  const week = latest ? Math.floor(Date.parse(latest) / (7 * dayMs)) : null;
  useEffect(() => {
    if (week === null) return;
    const leaving = new AbortController();
    let timer = 0;
    setState({ past: {}, done: false });
    const ask = async () => {
      const past: Past = {};
      try {
        for (let ago = weeks; ago > 0; ago--) {
          const as_of = new Date((week - ago + 1) * 7 * dayMs).toISOString();
          const then = await get('/customer/{id}/features', { params: { id }, query: { as_of }, signal: leaving.signal }).catch((error) => {
            // There was no transaction yet.
            if (error instanceof ApiError && error.status === 404) return null;
            throw error;
          });
          for (const [name, value] of Object.entries(then?.features ?? {})) past[name] = [...(past[name] ?? []), value ?? Number.NaN];
        }
        setState({ past, done: true });
      } catch (error) {
        if (leaving.signal.aborted) return;
        setState({ past: {}, done: true, error: error as Error });
        timer = window.setTimeout(ask, pause);
      }
    };
    void ask();
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [id, week]);
  return { past: state.past, done: state.done, error: state.error };
}
