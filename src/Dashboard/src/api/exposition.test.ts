import { describe, expect, it } from 'vitest';
import { histogramOf, parseExposition, quantile, since } from './exposition';

const text = `# TYPE x_seconds histogram
x_seconds_bucket{a="say \\"no\\"",le="0.1"} 5
x_seconds_bucket{a="say \\"no\\"",le="0.2"} 9
x_seconds_bucket{a="say \\"no\\"",le="+Inf"} 10
x_seconds_bucket{a="b",le="0.1"} 0
x_seconds_bucket{a="b",le="0.2"} 1
x_seconds_bucket{a="b",le="+Inf"} 1
y_total 3
`;

describe('measurements', () => {
  it('are read with their labels', () => {
    const samples = parseExposition(text, 'x_');
    expect(samples).toHaveLength(6);
    expect(samples[0]).toEqual({ name: 'x_seconds_bucket', labels: { a: 'say "no"', le: '0.1' }, value: 5 });
  });

  it('give the counts of all series by bucket', () => {
    expect([...histogramOf(parseExposition(text, 'x_'), 'x_seconds').values()]).toEqual([5, 5, 1]);
  });

  it('give quantiles straight within a bucket', () => {
    const histogram = new Map([
      [0.1, 5],
      [0.2, 5],
      [Number.POSITIVE_INFINITY, 0],
    ]);
    expect(quantile(histogram, 0.5)).toBeCloseTo(0.1);
    expect(quantile(histogram, 0.75)).toBeCloseTo(0.15);
    expect(quantile(new Map(), 0.5)).toBeNull();
    expect(quantile(new Map([[1, 0]]), 0.5)).toBeNull();
  });

  it('count anew after a restart', () => {
    const [before, now] = [new Map([[1, 9]]), new Map([[1, 4]])];
    expect([...since(now, before).values()]).toEqual([4]);
    expect([...since(before, now).values()]).toEqual([5]);
  });
});
