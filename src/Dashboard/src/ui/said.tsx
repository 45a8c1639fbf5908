import type { Action } from '../api/action';

/** What came of an action. */
export function Said({ of }: { of: Action }) {
  if (!of.said) return null;
  return (
    <p class={`span-12 notice ${of.said.good ? 'calm' : ''}`} role={of.said.good ? 'status' : 'alert'}>
      {of.said.text}
    </p>
  );
}
