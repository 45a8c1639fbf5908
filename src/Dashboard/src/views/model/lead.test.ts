import { describe, expect, it } from 'vitest';
import { leadBins, median } from './lead';

describe('lead time', () => {
  it('counts every missed payment once', () => {
    const days = [0, 0, 1, 13, 14, 30, 31, 90, 91, 182];
    expect(leadBins(days).map((bin) => bin.count)).toEqual([2, 2, 2, 1, 1, 2]);
  });

  it('has a median only where somebody was warned', () => {
    expect(median([])).toBeNull();
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
