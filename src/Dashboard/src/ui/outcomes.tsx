import type { Outcome } from '../api/types';
import { at, words } from '../format/format';

/** What came back of a contact, and what became of the payments in the 30 days after it. */
export function Outcomes({ items, payment }: { items: readonly Outcome[]; payment: string | null }) {
  if (items.length === 0 && payment === null) return null;
  return (
    <ul class="row outcomes" aria-label="Outcomes">
      {items.map((item) => (
        <li key={item.outcome} class="tag" title={`${at(item.at)}, told by ${item.source}`}>
          {words(item.outcome)}
        </li>
      ))}
      {payment !== null && !items.some((item) => item.outcome === payment) && <li class="tag">{words(payment)}</li>}
    </ul>
  );
}
