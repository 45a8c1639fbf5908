import { expect, test } from 'vitest';
import type { Feature, Prediction } from '../../api/types';
import { assumedOf, assumedText, observedOf, valuesOf } from './assumed';

test('what is assumed stands in the address and is read from it', () => {
  const assumed = { late_payments_30d: 2, savings_drawdown: -0.25 };
  expect(assumedText(assumed)).toBe('late_payments_30d:2,savings_drawdown:-0.25');
  expect(assumedOf(assumedText(assumed))).toEqual(assumed);
});

test('what is no number is left out', () => {
  expect(assumedOf(null)).toEqual({});
  expect(assumedOf('a:x,b:,:3,c:1,d')).toEqual({ c: 1 });
});

test('what is told less the usual is kept as it is observed, and follows the usual as it moves', () => {
  const catalogue = [
    { name: 'late_payments_30d', least_observed: 0, whole_observed: true },
    { name: 'balance_gap', least_observed: null },
  ] as Feature[];
  const usually = (usual: number) =>
    ({
      reasons: [
        { feature: 'late_payments_30d', usual },
        { feature: 'balance_gap', usual: 100 },
      ],
    }) as Prediction;
  const kept = observedOf({ late_payments_30d: -0.75, balance_gap: 0.5 }, catalogue, usually(3.75));
  expect(kept).toEqual({ late_payments_30d: 3, balance_gap: 0.5 });
  expect(valuesOf(kept, catalogue, usually(3.5))).toEqual({ late_payments_30d: -0.5, balance_gap: 0.5 });
  expect(observedOf({ late_payments_30d: -3.3 }, catalogue, usually(3.3000000000000003))).toEqual({ late_payments_30d: 0 });
  expect(valuesOf({ ...kept, unknown: 1 }, catalogue, usually(3.5))).not.toHaveProperty('unknown');
  expect(valuesOf(kept, [], usually(3.5))).toEqual({});
});
