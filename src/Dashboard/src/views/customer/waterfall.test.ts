import { describe, expect, it } from 'vitest';
import type { Prediction, Reason } from '../../api/types';
import { stepsOf } from './waterfall';

const reason = (contribution: number): Reason => ({
  feature: 'f',
  value: 1,
  baseline: 0,
  contribution,
  text: '',
  observed: null,
  usual: null,
});
const prediction = (contributions: number[]): Prediction => ({
  customer_id: 'c',
  risk_score: 0.5,
  risk_level: 'HIGH',
  maturity: 'established',
  reasons: contributions.map(reason),
  base_value: -3,
  model_version: 'm',
  scored_at: '',
  shadow: null,
});

describe('the waterfall', () => {
  it('leads from the base to the sum of all contributions, whatever is shown', () => {
    const all = [2, -1, 0.5, 0.25, -0.125];
    for (const shown of [1, 3, 5, 9]) {
      const steps = stepsOf(prediction(all), shown);
      expect(steps[0]?.from).toBe(-3);
      expect(steps.at(-1)?.to).toBeCloseTo(-3 + all.reduce((a, b) => a + b));
      for (let i = 1; i < steps.length; i++) expect(steps[i]?.from).toBe(steps[i - 1]?.to);
    }
  });

  it('puts what is not shown into one step', () => {
    const last = stepsOf(prediction([1, 1, 1]), 1).at(-1);
    expect([last?.others, last?.from, last?.to]).toEqual([2, -2, 0]);
  });
});
