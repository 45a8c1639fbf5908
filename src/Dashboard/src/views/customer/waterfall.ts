import type { Prediction, Reason } from '../../api/types';

/** One step of the way from the average customer's raw score to this one's, in log-odds. */
export interface Step {
  reason: Reason | null;
  /** Where it begins and ends. */
  from: number;
  to: number;
  /** How many small contributions are in it; 0 for a single reason. */
  others: number;
}

/** The way from the base to the raw score: the strongest reasons one by one, all others as one step. */
export function stepsOf(prediction: Prediction, shown: number): Step[] {
  let place = prediction.base_value;
  const steps: Step[] = prediction.reasons.slice(0, shown).map((reason) => {
    const from = place;
    place += reason.contribution;
    return { reason, from, to: place, others: 0 };
  });
  const rest = prediction.reasons.slice(shown);
  if (rest.length > 0)
    steps.push({ reason: null, from: place, to: place + rest.reduce((sum, reason) => sum + reason.contribution, 0), others: rest.length });
  return steps;
}
