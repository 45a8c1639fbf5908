/** One line of Prometheus' text format. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads Prometheus' text format, as far as the gateway writes it. */
export function parseExposition(text: string, prefix: string): Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith(prefix)) continue;
    const found = /^([\w:]+)(?:\{(.*)\})? (\S+)/.exec(line);
    if (!found?.[1] || found[3] === undefined) continue;
    const labels: Record<string, string> = {};
    for (const [, name = '', value = ''] of (found[2] ?? '').matchAll(/([\w]+)="((?:[^"\\]|\\.)*)"/g))
      labels[name] = value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
    samples.push({ name: found[1], labels, value: found[3] === '+Inf' ? Number.POSITIVE_INFINITY : Number(found[3]) });
  }
  return samples;
}

/** Counts per bucket, not cumulative, by upper bound. */
export type Histogram = Map<number, number>;

/** A histogram of a name, summed over all other labels. */
export function histogramOf(samples: readonly Sample[], name: string): Histogram {
  const cumulative = new Map<number, number>();
  for (const sample of samples) {
    if (sample.name !== `${name}_bucket`) continue;
    const bound = sample.labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(sample.labels['le']);
    cumulative.set(bound, (cumulative.get(bound) ?? 0) + sample.value);
  }
  const counts: Histogram = new Map();
  let below = 0;
  for (const bound of [...cumulative.keys()].sort((a, b) => a - b)) {
    const total = cumulative.get(bound) ?? 0;
    counts.set(bound, total - below);
    below = total;
  }
  return counts;
}

/** What was added since. Where the counts fell, the program began anew, and all of them are new. */
export function since(now: Histogram, before: Histogram): Histogram {
  const began = [...before].some(([bound, count]) => (now.get(bound) ?? 0) < count);
  return new Map([...now].map(([bound, count]) => [bound, began ? count : count - (before.get(bound) ?? 0)]));
}

/** The value below which a share lies, straight within its bucket as Prometheus' histogram_quantile; null of nothing. */
export function quantile(histogram: Histogram, q: number): number | null {
  const total = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let [left, lower] = [q * total, 0];
  for (const [bound, count] of histogram) {
    if (left <= count && count > 0) return bound === Number.POSITIVE_INFINITY ? lower : lower + ((bound - lower) * left) / count;
    left -= count;
    lower = bound;
  }
  return lower;
}
