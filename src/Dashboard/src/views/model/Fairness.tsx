import { useResource } from '../../api/resource';
import type { components } from '../../api/schema';
import { count, fine, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { Empty, Known } from '../../ui/states';
import { TableCard } from '../../ui/tableCard';

type Attribute = components['schemas']['AttributeFairnessDocument'];
type Group = Attribute['groups'][number];
type Comparison = components['schemas']['GroupComparisonDocument'];

const columns: Column<Group>[] = [
  { title: 'Group', cell: (g) => g.group, value: (g) => g.group, sorts: true },
  { title: 'Customers', cell: (g) => count(g.customers), value: (g) => g.customers, right: true, sorts: true },
  { title: 'Flagged', cell: (g) => share(g.flagged_share), value: (g) => g.flagged_share, right: true, sorts: true },
  { title: 'Contacted', cell: (g) => share(g.contacted_share), value: (g) => g.contacted_share, right: true, sorts: true },
  { title: 'Missed a payment', cell: (g) => share(g.missed_share), value: (g) => g.missed_share, right: true, sorts: true },
  { title: 'Found before', cell: (g) => share(g.found_share), value: (g) => g.found_share, right: true, wide: true },
  { title: 'In need', cell: (g) => count(g.in_need), value: (g) => g.in_need, right: true, wide: true },
  { title: 'Helped before', cell: (g) => share(g.helped_share), value: (g) => g.helped_share, right: true, wide: true },
];

/** How age bands and regions are treated, which no model reads. */
export function FairnessCards() {
  const fairness = useResource('/model/fairness', { every: 60_000 });
  return (
    <Known of={fairness} height={400}>
      {(data) => (
        <>
          {data.attributes.map((attribute) => (
            <TableCard
              key={attribute.attribute}
              title={words(attribute.attribute)}
              note="No model reads it"
              file={`fairness-${attribute.attribute}`}
              columns={columns}
              rows={attribute.groups}
              height={420}
              keyOf={(group) => group.group}
              empty="No profile says it."
            >
              <ul class="bars columns" style={{ marginBottom: '12px' }}>
                <Compared title="Found, difference" comparison={attribute.opportunity} rule="alert over 0.1 and beyond chance" />
                <Compared title="Helped, ratio" comparison={attribute.help} rule="alert under 0.8 and beyond chance" />
                <Compared title="Flagged, ratio" comparison={attribute.score_impact} rule="shown only" />
                <Compared title="Contacted, ratio" comparison={attribute.intervention_impact} rule="shown only" />
              </ul>
            </TableCard>
          ))}
          {data.attributes.length === 0 && (
            <Card title="Fairness">
              <Empty>No profile names an age band or a region.</Empty>
            </Card>
          )}
        </>
      )}
    </Known>
  );
}

function Compared({ title, comparison, rule }: { title: string; comparison: Comparison | null | undefined; rule: string }) {
  return (
    <li style={{ display: 'block' }}>
      <strong>{title}</strong> <span class="muted small">{rule}</span>
      <br />
      {comparison ? (
        <span class="small">
          <span class="number">{fine(comparison.value)}</span> ({fine(comparison.low)} to{' '}
          {comparison.high === null ? '∞' : fine(comparison.high)}): {comparison.group} beside {comparison.beside},{' '}
          {count(comparison.count)} and {count(comparison.count_beside)} customers
        </span>
      ) : (
        <span class="muted small">Too few customers in two groups to compare</span>
      )}
    </li>
  );
}
