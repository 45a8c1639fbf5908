import type { Decision } from '../api/types';
import { at, words } from '../format/format';
import type { Column } from './column';
import { decided, reading, verdicts } from './contactWords';
import { ExportButton } from './export';
import { PlainTable } from './plainTable';

type Rule = Decision['rules'][number];

const columns: Column<Rule>[] = [
  { title: 'Rule', cell: (rule) => words(rule.rule), value: (rule) => rule.rule },
  { title: 'Channel', cell: (rule) => rule.channel ?? '', value: (rule) => rule.channel },
  { title: 'What held', cell: (rule) => reading(rule.value), value: (rule) => rule.value },
  { title: 'Limit', cell: (rule) => reading(rule.limit), value: (rule) => rule.limit },
  {
    title: 'Answer',
    cell: (rule) => <span class={rule.verdict === 'pass' ? 'good' : 'bad'}>{verdicts[rule.verdict] ?? words(rule.verdict)}</span>,
    value: (rule) => rule.verdict,
  },
];

/** Every decision with every rule that was asked, the latest first and open. */
export function Decisions({ items }: { items: readonly Decision[] }) {
  if (items.length === 0) return <p class="muted small">Nothing was decided yet.</p>;
  return (
    <>
      {[...items].reverse().map((decision, index) => (
        <details key={decision.at + decision.trigger} class="decision" open={index === 0}>
          <summary>
            {decided(decision)} <span class="muted small">{at(decision.at)}</span>
          </summary>
          <PlainTable
            class="rules"
            name={`Rules asked ${at(decision.at)}`}
            columns={columns}
            rows={decision.rules}
            keyOf={(_, place) => place}
          />
          <p class="muted small">
            Policy {decision.policy_version}, hours of {decision.time_zone}, model {decision.model_version}
          </p>
          <ExportButton name={`rules-${decision.trigger}`} columns={columns} rows={() => decision.rules} />
        </details>
      ))}
    </>
  );
}
