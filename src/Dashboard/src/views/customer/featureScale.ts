import type { Feature } from '../../api/types';

type Measure = Pick<Feature, 'unit' | 'neutral'>;

/** How far from usual a value of a unit is far. */
const far: Record<string, number> = { days: 30, share: 0.5, 'months of usual outflow': 1 };
const farCount = 8;

/** How far a value lies from usual, −1 to 1; ratios by their logarithm, so that half and twice are as far. */
export function deviation(feature: Measure, value: number): number {
  const size =
    feature.unit === 'ratio'
      ? Math.log2(Math.max(value, 0.01) / (feature.neutral || 1)) / 2
      : (value - feature.neutral) / (far[feature.unit] ?? farCount);
  return Math.max(-1, Math.min(1, size));
}

type Ends = Pick<Feature, 'least' | 'most' | 'least_observed' | 'most_observed' | 'whole' | 'whole_observed'>;

/** The values that the gateway takes in a what-if: of a feature that is observed less usual, what the customer's usual leaves. */
export function allowed(feature: Ends, usual: number | null): { least: number; most: number } {
  if (feature.least_observed === null || feature.most_observed === null || usual === null)
    return { least: feature.least, most: feature.most };
  return { least: feature.least_observed - usual, most: feature.most_observed - usual };
}

/**
 * The range that a slider covers: what is usual, what is, and as far beyond as is far and possible. What is counted goes in whole
 * steps, also where it is told less what is usual for the customer, which is null where it is not known.
 */
export function range(feature: Measure & Ends, value: number, usual: number | null): { min: number; max: number; step: number } {
  const { least, most } = allowed(feature, usual);
  const { low: near, high } = covered(feature, value);
  // That there is nothing of it at all is what one asks first, however much is usual.
  const low = usual !== null && feature.least_observed === 0 ? Math.min(near, least) : near;
  if (!feature.whole && !feature.whole_observed) return { min: Math.max(low, least), max: Math.min(high, most), step: 0.01 };
  const steps = (from: number) => Math.max(least, Math.min(from, most)) - least;
  return { min: least + Math.floor(steps(low)), max: least + Math.ceil(steps(high)), step: 1 };
}

function covered(feature: Measure, value: number): { low: number; high: number } {
  if (feature.unit === 'ratio') return { low: 0, high: Math.max(2, Math.ceil(value * 1.25)) };
  const reach = far[feature.unit] ?? farCount;
  const signed = value < 0 || feature.unit === 'months of usual outflow';
  return { low: Math.min(signed ? feature.neutral - reach : 0, value), high: Math.max(feature.neutral + reach, value) };
}

/** How far what was observed lies from the customer's own habit, as a share of the larger of both, -1 to 1; null where either is not known. */
export function habitDeviation(observed: number | null, usual: number | null): number | null {
  if (observed === null || usual === null) return null;
  const larger = Math.max(Math.abs(observed), Math.abs(usual));
  return larger === 0 ? 0 : Math.max(-1, Math.min(1, (observed - usual) / larger));
}
