import type { ComponentChildren } from 'preact';
import { setQuery } from '../app/router';

interface Props {
  /** The conditions of the address that it stands for. */
  names: readonly string[];
  children: ComponentChildren;
}

/** A condition of the address that no field asks for: it says what it is, and goes when it is pressed. */
export function Chip({ names, children }: Props) {
  return (
    <button type="button" class="button small" onClick={() => setQuery(Object.fromEntries(names.map((name) => [name, null])))}>
      {children} <span aria-hidden="true">✕</span>
      <span class="visually-hidden">, take this condition away</span>
    </button>
  );
}
