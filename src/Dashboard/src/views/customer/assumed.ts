import { useEffect, useState } from 'preact/hooks';
import type { Feature, Prediction } from '../../api/types';
import { place, setQuery } from '../../app/router';

/** Milliseconds without a change after which the address has it: browsers refuse to be told of every step of a slider. */
const quiet = 400;

/** Values that somebody assumes, by feature, as the address has them: `name:value,name:value`. What is no number is left out. */
export function assumedOf(text: string | null): Record<string, number> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split(':', 2));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name && value && Number.isFinite(Number(value)) ? [[name, Number(value)]] : [])),
  );
}

export const assumedText = (assumed: Record<string, number>): string =>
  Object.entries(assumed)
    .map(([name, value]) => `${name}:${value}`)
    .join(',');

/** What is usual for a customer of what a feature compares; null where it compares nothing, or that is not known. */
export const usualOf = (prediction: Prediction, name: string): number | null =>
  prediction.reasons.find((reason) => reason.feature === name)?.usual ?? null;

/** Moves values of features that are what was observed less what is usual by the usual, to the observed (1) or back (-1). */
function moved(values: Record<string, number>, by: 1 | -1, catalogue: readonly Feature[], prediction: Prediction): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const feature = catalogue.find((entry) => entry.name === name);
      if (!feature) return [];
      if (feature.least_observed === null) return [[name, value]];
      const other = value + by * (usualOf(prediction, name) ?? 0);
      // A count is whole, but for the rounding of what was taken from it.
      return [[name, by === 1 && feature.whole_observed ? Math.round(other) : other]];
    }),
  );
}

/** What is assumed, as it would be observed: so it is kept and linked, as what is usual moves from day to day. */
export const observedOf = (values: Record<string, number>, catalogue: readonly Feature[], prediction: Prediction) =>
  moved(values, 1, catalogue, prediction);

/** The features' values that follow by what is usual now; of features that are not known, or not yet, none. */
export const valuesOf = (observed: Record<string, number>, catalogue: readonly Feature[], prediction: Prediction) =>
  moved(observed, -1, catalogue, prediction);

/** What is assumed of a customer, as it would be observed, which a link can carry. */
export function useAssumed(): [Record<string, number>, (assumed: Record<string, number>) => void] {
  const [assumed, assume] = useState(() => assumedOf(place.value.query.get('if')));
  useEffect(() => {
    const [text, path] = [assumedText(assumed), place.value.path];
    if (text === (place.value.query.get('if') ?? '')) return;
    const timer = window.setTimeout(() => place.value.path === path && setQuery({ if: text }, true), quiet);
    return () => window.clearTimeout(timer);
  }, [assumed]);
  return [assumed, assume];
}
