import type { Customer, Feature } from '../../api/types';
import { place } from '../../app/router';
import { plain, signed, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Choice } from '../../ui/choice';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { Sparkline } from '../../ui/sparkline';
import { Loading } from '../../ui/states';
import { Table } from '../../ui/table';
import { deviation, habitDeviation } from './featureScale';
import { type Past, usePast } from './past';

interface Row {
  feature: Feature;
  value: number | null;
  contribution: number;
  observed: number | null;
  usual: number | null;
  past: number[];
}

const columns: Column<Row>[] = [
  {
    title: 'Feature',
    cell: (r) => <span title={`${r.feature.formula} (${r.feature.windows})`}>{words(r.feature.name)}</span>,
    value: (r) => r.feature.name,
    sorts: true,
  },
  { title: 'Family', cell: (r) => words(r.feature.family), value: (r) => r.feature.family, sorts: true, widest: true },
  { title: 'Now', cell: (r) => plain(r.observed), value: (r) => r.observed, right: true },
  { title: 'Own habit', cell: (r) => plain(r.usual), value: (r) => r.usual, right: true },
  { title: 'For the model', cell: (r) => plain(r.value), value: (r) => r.value, right: true },
  { title: 'Model’s neutral', cell: (r) => plain(r.feature.neutral), value: (r) => r.feature.neutral, right: true, wide: true },
  { title: 'Unit', cell: (r) => <span class="muted">{r.feature.unit}</span>, value: (r) => r.feature.unit, widest: true },
  { title: 'Against the habit', cell: (r) => <Deviation row={r} /> },
  {
    title: 'Last 12 weeks',
    cell: (r) => (
      <Sparkline values={[...r.past, r.value ?? Number.NaN]} usual={r.feature.neutral} label={`${words(r.feature.name)} over 12 weeks`} />
    ),
    wide: true,
  },
  {
    title: 'In the score',
    cell: (r) => <span class={r.contribution > 0 ? 'bad' : 'good'}>{signed(r.contribution)}</span>,
    value: (r) => r.contribution,
    right: true,
    sorts: true,
  },
];

/** How the customer deviates from the own habit now, feature by feature. */
export function FeaturesCard({ customer, catalogue }: { customer: Customer; catalogue: readonly Feature[] }) {
  const family = place.value.query.get('family');
  const { past, done, error } = usePast(customer.customer_id, customer.latest_event);
  const rows = rowsOf(customer, catalogue, past).filter((row) => !family || row.feature.family === family);
  const families = [...new Set(catalogue.map((feature) => feature.family))];
  return (
    <Card
      title="Features against the own habit"
      note={
        error ? `The weeks before cannot be shown: ${error.message}` : done ? 'Strongest first' : 'The weeks before are being replayed…'
      }
      actions={
        <span class="row filters no-print">
          <Choice name="family" label="Family" value={family} options={families.map((name) => [name, words(name)] as const)} />
          <ExportButton name={`${customer.customer_id}-features`} columns={columns} rows={() => rows} />
        </span>
      }
    >
      {catalogue.length === 0 ? (
        <Loading height={300} />
      ) : (
        <Table name="Features" columns={columns} rows={rows} height={420} keyOf={(row) => row.feature.name} empty="No features." />
      )}
    </Card>
  );
}

function rowsOf(customer: Customer, catalogue: readonly Feature[], past: Past): Row[] {
  const reasons = new Map(customer.score.reasons.map((reason) => [reason.feature, reason]));
  return catalogue
    .map((feature) => {
      const reason = reasons.get(feature.name);
      return {
        feature,
        value: customer.features[feature.name] ?? null,
        contribution: reason?.contribution ?? 0,
        observed: reason?.observed ?? null,
        usual: reason?.usual ?? null,
        past: past[feature.name] ?? [],
      };
    })
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

function Deviation({ row }: { row: Row }) {
  const size = habitDeviation(row.observed, row.usual) ?? (row.value === null ? null : deviation(row.feature, row.value));
  if (size === null) return <span class="muted small">not known</span>;
  return (
    <span class="deviation" role="img" aria-label={size === 0 ? 'as usual' : size > 0 ? 'above usual' : 'below usual'}>
      <i
        class={row.contribution > 0 ? 'raises' : 'lowers'}
        style={{ left: `${50 + Math.min(0, size) * 50}%`, width: `${Math.abs(size) * 50}%` }}
      />
    </span>
  );
}
