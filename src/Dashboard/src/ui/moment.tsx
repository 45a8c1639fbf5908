import { at, atCustomers } from '../format/format';

/** When something was, in the viewer's zone, and below it in the customer's own where that differs. */
export function Moment({ at: moment }: { at: string }) {
  const theirs = atCustomers(moment);
  return (
    <span class="moment">
      {at(moment)}
      {theirs && <span class="muted">there {theirs}</span>}
    </span>
  );
}
