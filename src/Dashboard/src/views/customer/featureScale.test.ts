import { describe, expect, it } from 'vitest';
import { deviation, range } from './featureScale';

describe('how far a feature lies from usual', () => {
  it('is as far for half as for twice', () => {
    const ratio = { unit: 'ratio', neutral: 1 };
    expect(deviation(ratio, 2)).toBeCloseTo(0.5);
    expect(deviation(ratio, 0.5)).toBeCloseTo(-0.5);
    expect(deviation(ratio, 0)).toBe(-1);
  });

  it('is nothing where it is as usual', () => {
    for (const [unit, neutral] of [
      ['days', 30],
      ['share', 0],
      ['ratio', 1],
      ['payments', 0],
    ] as const)
      expect(deviation({ unit, neutral }, neutral)).toBe(0);
  });
});

describe('the range of a slider', () => {
  it('holds what is and what is usual', () => {
    for (const unit of ['ratio', 'days', 'share', 'months of usual outflow', 'payments'])
      for (const value of [-0.4, 0, 0.3, 5, 300]) {
        if (unit === 'ratio' && value < 0) continue;
        const { min, max } = range({ unit, neutral: 1 }, value);
        expect(min).toBeLessThanOrEqual(Math.min(value, 1));
        expect(max).toBeGreaterThanOrEqual(Math.max(value, 1));
      }
  });
});
