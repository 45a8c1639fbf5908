import { useEffect, useState } from 'preact/hooks';
import { ApiError } from './client';
import { type Histogram, histogramOf, parseExposition, type Sample, since } from './exposition';

/**
 * Stages of a batch, as docs/observability.md names them: each measured by the one-machine edition, or by a cluster's gateway, which
 * leaves out what it does not do.
 */
const stages = {
  ingest: ['predelinquency_engine_ingest_duration_seconds', 'predelinquency_cluster_ingest_duration_seconds'],
  wait: ['predelinquency_engine_ingest_wait_seconds'],
  apply: ['predelinquency_engine_apply_duration_seconds', 'predelinquency_cluster_apply_duration_seconds'],
  commit: ['predelinquency_engine_commit_duration_seconds', 'predelinquency_cluster_commit_duration_seconds'],
  told: ['predelinquency_hub_send_delay_seconds'],
} as const;

export type Stage = keyof typeof stages;

/** What pages show of all that is measured: the rest stays where it is. */
const names = [...Object.values(stages).flat(), 'predelinquency_engine_customers_active'];
const address = `/metrics?${names.map((name) => `name=${name}`).join('&')}`;

/** How long the percentiles look back, in seconds. */
export const window = 30;
const every = 2000;

export interface Measured {
  samples: Sample[];
  /** A histogram of how long a stage took within the last seconds; empty where this gateway does not measure it, and at the first look. */
  recent: (stage: Stage) => Histogram;
}

/** How long a stage took between two looks. */
export function between(before: readonly Sample[], now: readonly Sample[], stage: Stage): Histogram {
  const found = stages[stage].map((name) => since(histogramOf(now, name), histogramOf(before, name)));
  return found.find((histogram) => histogram.size > 0) ?? new Map();
}

/** What is measured by a look, against the first of the last seconds: at the first look nothing is of them, as all since the gateway began is no more of them than of its first day. */
export const measuredOf = (past: readonly Sample[][], samples: Sample[]): Measured => ({
  samples,
  recent: (stage) => between(past[0] ?? samples, samples, stage),
});

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
        setState({ data: measuredOf([...past], samples) });
        past.push(samples);
        if (past.length > (window * 1000) / every) past.shift();
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
