import { describe, expect, it } from 'vitest';
import { allowed, deviation, habitDeviation, range } from './featureScale';

const open = { least: -1e6, most: 1e6, least_observed: null, most_observed: null, whole: false, whole_observed: false };

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
        const { min, max } = range({ unit, neutral: 1, ...open }, value, null);
        expect(min).toBeLessThanOrEqual(Math.min(value, 1));
        expect(max).toBeGreaterThanOrEqual(Math.max(value, 1));
      }
  });

  it('ends where values end', () => {
    const runway = { unit: 'days', neutral: 120, ...open, least: -30, most: 120 };
    expect(range(runway, -12.5, null)).toEqual({ min: -12.5, max: 120, step: 0.01 });
    expect(range({ unit: 'share', neutral: 0, ...open, least: 0, most: 1 }, 0.9, null).max).toBe(0.9);
    expect(range({ unit: 'share', neutral: 0.5, ...open, least: 0, most: 1 }, 0.9, null).max).toBe(1);
    expect(range({ unit: 'days', neutral: 0, ...open, least: 0, most: 14, whole: true }, 3, null)).toEqual({ min: 0, max: 14, step: 1 });
  });

  it('goes in small steps where values are no whole numbers, whatever the unit', () => {
    const cycles = { unit: 'paydays', neutral: 0, ...open, least: 0, most: 6 };
    expect(range(cycles, 0.4, null)).toEqual({ min: 0, max: 6, step: 0.01 });
  });

  it('begins where what is usual leaves nothing less, and counts from there', () => {
    const late = {
      unit: 'payments',
      neutral: 0,
      ...open,
      least: -100,
      most: 100,
      least_observed: 0,
      most_observed: 100,
      whole_observed: true,
    };
    expect(allowed(late, 0.25)).toEqual({ least: -0.25, most: 99.75 });
    expect(allowed(late, null)).toEqual({ least: -100, most: 100 });
    expect(range(late, -0.25, 0.25)).toEqual({ min: -0.25, max: 8.75, step: 1 });
    expect(range(late, 1.75, 0.25)).toEqual({ min: -0.25, max: 8.75, step: 1 });
    // Also where more than one is usual, and there is more than that now.
    expect(range(late, 0.75, 1.25)).toEqual({ min: -1.25, max: 8.75, step: 1 });
    expect(range(late, 2, null)).toEqual({ min: 0, max: 8, step: 1 });
    expect(allowed({ ...open, least: -1, most: 1, least_observed: 0, most_observed: 1 }, 0.25)).toEqual({ least: -0.25, most: 0.75 });
  });
});

describe('the deviation from the own habit', () => {
  it('is told of what the customer does, not of what the model takes for neutral', () => {
    expect(habitDeviation(4, 2.75)).toBeCloseTo(0.3125);
    expect(habitDeviation(0, 2.75)).toBe(-1);
    expect(habitDeviation(2.75, 2.75)).toBe(0);
    expect(habitDeviation(0, 0)).toBe(0);
    expect(habitDeviation(-50, 100)).toBe(-1);
  });

  it('is not told where the habit is not known', () => {
    expect(habitDeviation(4, null)).toBeNull();
    expect(habitDeviation(null, 4)).toBeNull();
  });
});
