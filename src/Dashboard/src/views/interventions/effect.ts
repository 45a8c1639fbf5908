import type { Effect, EffectReport } from '../../api/types';
import { count, points, share } from '../../format/format';

export const verdictWords: Record<string, string> = {
  not_comparable: 'Cannot be compared',
  unclear: 'Unclear yet',
  helps: 'Helps',
  harms: 'Harms',
};

/** Why nothing can be compared; null where something can. */
export function missingOf(report: EffectReport): string | null {
  const { contacted, held_out } = report.all;
  if (report.all.verdict !== 'not_comparable') return null;
  const waiting =
    report.waiting > 0
      ? ` ${count(report.waiting)} ${report.waiting === 1 ? 'proposal is' : 'proposals are'} waiting: it is known 30 days after a proposal, once payments were told, whether one was missed.`
      : '';
  if (contacted.proposals === 0 && held_out.proposals === 0) return `no proposal's outcome is known.${waiting}`;
  if (held_out.proposals === 0) return `nobody of those whose outcome is known was held out.${waiting}`;
  if (contacted.proposals === 0) return `everybody whose outcome is known was held out.${waiting}`;
  return `there are too few: ${count(contacted.proposals)} to be contacted and ${count(held_out.proposals)} held out.${waiting}`;
}

/** Both ends of an interval in words. */
export const span = (low: number | null, high: number | null, format: (value: number | null) => string): string =>
  low === null || high === null ? 'no interval yet' : `${format(low)} to ${format(high)}`;

/** The effect on those who were sent anything, with its interval. */
export const ofReached = (effect: Effect): string =>
  effect.uplift_of_reached === null
    ? 'no uplift of those reached yet'
    : `${points(effect.uplift_of_reached)} for those reached, ${span(effect.uplift_of_reached_low, effect.uplift_of_reached_high, points)}`;

/** By what messages and costs are counted; also what of it is in doubt, and how many of the held out were reached, where any were. */
export const reachedNote = (effect: Effect): string =>
  [
    'Reached, messages and cost count all that was sent within 30 days of the proposal, by any contact.',
    (effect.reached_share ?? 0) > (effect.reached_for_certain_share ?? 0) &&
      `${share(effect.reached_for_certain_share)} were reached for certain.`,
    effect.held_out_reached_share && `Of the held out ${share(effect.held_out_reached_share)} were reached too.`,
  ]
    .filter(Boolean)
    .join(' ');

/** The width that all intervals of a list are drawn by: the largest distance from 0, to the next 5 points. */
export function reachOf(effects: readonly Effect[]): number {
  const ends = effects.flatMap((effect) => [effect.low, effect.high, effect.uplift]).filter((end) => end !== null);
  const largest = Math.max(0.05, ...ends.map(Math.abs));
  return Math.min(1, Math.ceil(Number((largest * 20).toFixed(6))) / 20);
}

/** Where a value lies between the two ends of what is drawn, 0 to 1. */
export const placeOf = (value: number, reach: number): number => Math.max(0, Math.min(1, (value + reach) / (2 * reach)));
