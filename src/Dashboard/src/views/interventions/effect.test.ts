import { describe, expect, it } from 'vitest';
import type { Effect, EffectReport } from '../../api/types';
import { missingOf, ofReached, placeOf, reachedNote, reachOf } from './effect';

const report = (verdict: string, contacted: number, heldOut: number, waiting: number): EffectReport =>
  ({ waiting, all: { verdict, contacted: { proposals: contacted }, held_out: { proposals: heldOut } } }) as EffectReport;

describe('what is missing', () => {
  it('is said in words', () => {
    expect(missingOf(report('not_comparable', 0, 0, 0))).toBe("no proposal's outcome is known.");
    expect(missingOf(report('not_comparable', 0, 0, 1))).toContain('1 proposal is waiting');
    expect(missingOf(report('not_comparable', 9, 0, 0))).toContain('held out');
    expect(missingOf(report('not_comparable', 0, 9, 0))).toContain('everybody');
    expect(missingOf(report('not_comparable', 9, 1, 4))).toContain('9 to be contacted and 1 held out. 4 proposals are waiting');
  });

  it('is nothing where groups can be compared', () => expect(missingOf(report('unclear', 0, 0, 9))).toBeNull());
});

describe('the uplift of those reached', () => {
  const effect = (value: number | null, low: number | null, high: number | null): Effect =>
    ({ uplift_of_reached: value, uplift_of_reached_low: low, uplift_of_reached_high: high }) as Effect;

  it('is shown with its interval', () => {
    expect(ofReached(effect(0.2, -0.012, 0.31))).toMatch(/ for those reached, .*1\.2.* to .*31/);
    expect(ofReached(effect(null, null, null))).toBe('no uplift of those reached yet');
  });
});

describe('what counts as reached', () => {
  it('is said, and of the held out where any were', () => {
    expect(reachedNote({ held_out_reached_share: 0 } as Effect)).not.toContain('held out');
    expect(reachedNote({ held_out_reached_share: null } as Effect)).not.toContain('held out');
    expect(reachedNote({ held_out_reached_share: 0.25 } as Effect)).toContain('Of the held out 25');
  });

  it('is told apart from what is known', () => {
    expect(reachedNote({ reached_share: 0.5, reached_for_certain_share: 0.5 } as Effect)).not.toContain('for certain');
    expect(reachedNote({ reached_share: 0.5, reached_for_certain_share: 0.45 } as Effect)).toMatch(/45.* were reached for certain/);
  });
});

describe('an interval', () => {
  const effect = (low: number | null, high: number | null): Effect => ({ low, high, uplift: null }) as Effect;

  it('is drawn by the width that holds all of them', () => {
    expect(reachOf([effect(-0.12, 0.2), effect(null, null)])).toBeCloseTo(0.2, 10);
    expect(reachOf([effect(-0.01, 0.02)])).toBe(0.05);
    expect(reachOf([])).toBe(0.05);
    expect(reachOf([effect(-0.31, 0.99)])).toBe(1);
  });

  it('has 0 in the middle, and does not leave its frame', () => {
    expect(placeOf(0, 0.2)).toBe(0.5);
    expect(placeOf(0.2, 0.2)).toBe(1);
    expect(placeOf(-0.9, 0.2)).toBe(0);
  });
});
