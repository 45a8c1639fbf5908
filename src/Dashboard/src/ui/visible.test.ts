import { describe, expect, it } from 'vitest';
import { visible } from './visible';

describe('rows in sight', () => {
  it('are few of many', () => {
    const [first, end] = visible(370_000 / 2, 600, 37, 10_000);
    expect(first).toBe(4988);
    expect(end - first).toBeLessThan(60);
  });

  it('are none of none, and all of a few', () => {
    expect(visible(0, 600, 37, 0)).toEqual([0, 0]);
    expect(visible(0, 600, 37, 5)).toEqual([0, 5]);
  });

  it('stay within a list that became shorter than it was scrolled to', () => {
    const [first, end] = visible(100_000, 600, 37, 3);
    expect(first).toBeLessThanOrEqual(end);
    expect(end).toBe(3);
  });
});
