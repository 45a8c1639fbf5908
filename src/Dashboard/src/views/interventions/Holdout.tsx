import type { Holdout } from '../../api/types';
import { count, fine, score } from '../../format/format';
import type { Column } from '../../ui/column';
import { LevelTag } from '../../ui/level';
import { TableCard } from '../../ui/tableCard';

const columns: Column<Holdout>[] = [
  { title: 'Level', cell: (h) => <LevelTag level={h.risk_level} />, value: (h) => h.risk_level },
  { title: 'Customers', cell: (h) => count(h.customers), value: (h) => h.customers, right: true },
  { title: 'Held out', cell: (h) => count(h.held_out), value: (h) => h.held_out, right: true },
  {
    title: 'Share',
    cell: (h) => score(h.customers > 0 ? h.held_out / h.customers : null),
    value: (h) => (h.customers > 0 ? h.held_out / h.customers : null),
    right: true,
  },
  { title: 'By the policy', cell: (h) => score(h.expected_share), value: (h) => h.expected_share, right: true },
  { title: 'Chance', cell: (h) => fine(h.p_value), value: (h) => h.p_value, right: true, widest: true },
  {
    title: 'Mean score, contacted',
    cell: (h) => score(h.risk_score_contacted),
    value: (h) => h.risk_score_contacted,
    right: true,
    wide: true,
  },
  { title: 'Held out ', cell: (h) => score(h.risk_score_held_out), value: (h) => h.risk_score_held_out, right: true, wide: true },
  {
    title: 'Balance',
    cell: (h) =>
      h.unbalanced ? <strong class="bad">Not by chance: effects are not to be believed</strong> : <span class="good">As it should be</span>,
    value: (h) => (h.unbalanced ? 'unbalanced' : 'balanced'),
  },
];

/** Whether as many are held out as ought to be, and whether both groups were as likely to miss a payment. */
export function HoldoutCard({ items }: { items: readonly Holdout[] }) {
  return (
    <TableCard
      title="Balance of the holdout"
      note="Customers whose first proposal counts, its outcome known or not"
      file="holdout"
      columns={columns}
      rows={items}
      height={240}
      keyOf={(h) => h.risk_level}
      empty="It is shown once there are proposals that could be sent."
    />
  );
}
