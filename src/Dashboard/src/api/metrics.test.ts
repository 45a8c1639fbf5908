import { describe, expect, it } from 'vitest';
import { parseExposition, quantile } from './exposition';
import { between, measuredOf } from './metrics';

/** What a gateway measures after so many batches, each of which took 10 to 20 ms. */
const measured = (edition: string, batches: number) =>
  parseExposition(
    [
      `predelinquency_${edition}_ingest_duration_seconds_bucket{le="0.01"} 0`,
      `predelinquency_${edition}_ingest_duration_seconds_bucket{le="0.02"} ${batches}`,
      `predelinquency_${edition}_ingest_duration_seconds_bucket{le="+Inf"} ${batches}`,
    ].join('\n'),
    'predelinquency_',
  );

describe('how long a stage took', () => {
  it.each(['engine', 'cluster'])('is of whichever edition measures it: %s', (edition) => {
    const found = between(measured(edition, 50), measured(edition, 150), 'ingest');

    expect(quantile(found, 0.5)).toBeCloseTo(0.015);
  });

  it('is of the last seconds, and at the first look of none', () => {
    const [first, second] = [measured('engine', 50), measured('engine', 150)];

    expect(quantile(measuredOf([], first).recent('ingest'), 0.5)).toBeNull();
    expect(quantile(measuredOf([first], second).recent('ingest'), 0.5)).toBeCloseTo(0.015);
  });

  it('is not known where nobody measures it', () => {
    expect(quantile(between([], measured('cluster', 9), 'wait'), 0.5)).toBeNull();
  });
});
