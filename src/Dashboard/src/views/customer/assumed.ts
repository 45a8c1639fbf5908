import { useEffect, useState } from 'preact/hooks';
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

/** What is assumed of a customer, which a link can carry. */
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
