import { expect, test } from 'vitest';
import { assumedOf, assumedText } from './assumed';

test('what is assumed stands in the address and is read from it', () => {
  const assumed = { late_payments_30d: 2, savings_drawdown: -0.25 };
  expect(assumedText(assumed)).toBe('late_payments_30d:2,savings_drawdown:-0.25');
  expect(assumedOf(assumedText(assumed))).toEqual(assumed);
});

test('what is no number is left out', () => {
  expect(assumedOf(null)).toEqual({});
  expect(assumedOf('a:x,b:,:3,c:1,d')).toEqual({ c: 1 });
});
