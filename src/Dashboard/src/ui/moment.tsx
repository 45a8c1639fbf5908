import { at, atCustomers, inZone } from '../format/format';

interface Props {
  at: string;
  /** The customer's zone; undefined where the moment itself is written in it. */
  zone?: string | null;
}

/** When something was, in the viewer's zone, and below it in the customer's own where that differs. */
export function Moment({ at: moment, zone }: Props) {
  const theirs = zone === undefined ? atCustomers(moment) : inZone(moment, zone);
  return (
    <span class="moment">
      {at(moment)}
      {theirs && <span class="muted">there {theirs}</span>}
    </span>
  );
}
