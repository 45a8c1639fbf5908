import { useEffect, useState } from 'preact/hooks';
import { ApiError } from './client';
import { type Histogram, histogramOf, parseExposition, type Sample, since } from './exposition';

/** What pages show of all that is measured: the rest stays where it is. */
const names = [
  'predelinquency_engine_ingest_duration_seconds',
  'predelinquency_cluster_ingest_duration_seconds',
  'predelinquency_engine_ingest_wait_seconds',
  'predelinquency_engine_apply_duration_seconds',
  'predelinquency_cluster_apply_duration_seconds',
  'predelinquency_engine_commit_duration_seconds',
  'predelinquency_cluster_commit_duration_seconds',
  'predelinquency_hub_send_delay_seconds',
  'predelinquency_engine_customers_active',
];
const address = `/metrics?${names.map((name) => `name=${name}`).join('&')}`;

/** How long the percentiles look back, in seconds. */
export const window = 30;
const every = 2000;

export interface Measured {
  samples: Sample[];
  /** A histogram of what happened within the last seconds. */
  recent: (name: string) => Histogram;
}

/** What the gateway measures of itself, from /metrics. */
export function useMetrics(): { data: Measured | undefined; error: Error | undefined } {
  const [state, setState] = useState<{ data?: Measured; error?: Error }>({});
  useEffect(() => {
    const leaving = new AbortController();
    let timer = 0;
    const past: Sample[][] = [];
    const ask = async () => {
      if (document.hidden) {
        // What was measured before is not of the last seconds, once somebody looks again.
        past.length = 0;
        timer = globalThis.window.setTimeout(ask, 1000);
        return;
      }
      try {
        const response = await fetch(address, { signal: leaving.signal });
        if (!response.ok) throw new ApiError(response.status, `The gateway answered ${response.status} for its measurements.`);
        const samples = parseExposition(await response.text(), 'predelinquency_');
        const before = past[0] ?? [];
        past.push(samples);
        if (past.length > (window * 1000) / every) past.shift();
        setState({ data: { samples, recent: (name) => since(histogramOf(samples, name), histogramOf(before, name)) } });
      } catch (error) {
        if (leaving.signal.aborted) return;
        past.length = 0;
        setState((former) => ({ ...former, error: error instanceof ApiError ? error : new ApiError(0, 'The gateway does not answer.') }));
      }
      timer = globalThis.window.setTimeout(ask, every);
    };
    void ask();
    return () => {
      leaving.abort();
      globalThis.window.clearTimeout(timer);
    };
  }, []);
  return { data: state.data, error: state.error };
}

/** The sum of all samples of a name. */
export function total(samples: readonly Sample[], name: string): number {
  return samples.filter((sample) => sample.name === name).reduce((sum, sample) => sum + sample.value, 0);
}
