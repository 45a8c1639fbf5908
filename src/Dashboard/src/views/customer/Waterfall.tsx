import { useState } from 'preact/hooks';
import type { Prediction } from '../../api/types';
import { score, signed } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { Empty } from '../../ui/states';
import { stepsOf } from './waterfall';

type Reason = Prediction['reasons'][number];

const columns: Column<Reason>[] = [
  { title: 'feature', cell: (r) => r.feature, value: (r) => r.feature },
  { title: 'value', cell: (r) => r.value, value: (r) => r.value },
  { title: 'baseline', cell: (r) => r.baseline, value: (r) => r.baseline },
  { title: 'contribution', cell: (r) => r.contribution, value: (r) => r.contribution },
  { title: 'text', cell: (r) => r.text, value: (r) => r.text },
];

/** Why: each reason's part of the score as a step from the average customer to this one. */
export function WaterfallCard({ prediction }: { prediction: Prediction }) {
  const [all, setAll] = useState(false);
  const steps = stepsOf(prediction, all ? prediction.reasons.length : 10);
  const places = [prediction.base_value, ...steps.map((step) => step.to)];
  const [low, high] = [Math.min(...places) - 0.1, Math.max(...places) + 0.1];
  const at = (value: number) => ((value - low) / (high - low)) * 100;
  return (
    <Card
      title="Why this score"
      note="Exact SHAP contributions, in log-odds before calibration"
      span={7}
      actions={<ExportButton name={`${prediction.customer_id}-reasons`} columns={columns} rows={() => prediction.reasons} />}
    >
      {prediction.reasons.length === 0 ? (
        <Empty>Nothing is known that moves this score.</Empty>
      ) : (
        <ol class="waterfall">
          <li class="muted small">
            <span>The average customer</span>
            <span class="track">
              <i class="mark" style={{ left: `${at(prediction.base_value)}%` }} />
            </span>
            <span class="number">{signed(prediction.base_value)}</span>
          </li>
          {steps.map((step) => (
            <li key={step.reason?.feature ?? 'others'}>
              <span title={step.reason?.feature}>{step.reason?.text ?? `${step.others} others, each smaller`}</span>
              <span class="track">
                <i
                  class={step.to > step.from ? 'raises' : 'lowers'}
                  style={{
                    left: `${at(Math.min(step.from, step.to))}%`,
                    width: `${Math.max(0.4, Math.abs(at(step.to) - at(step.from)))}%`,
                  }}
                />
              </span>
              <span class={`number ${step.to > step.from ? 'bad' : 'good'}`}>{signed(step.to - step.from)}</span>
            </li>
          ))}
          <li>
            <strong>This customer: {score(prediction.risk_score)}</strong>
            <span class="track">
              <i class="mark" style={{ left: `${at(places.at(-1) ?? 0)}%` }} />
            </span>
            <span class="number">{signed(places.at(-1))}</span>
          </li>
        </ol>
      )}
      {prediction.reasons.length > 10 && (
        <button type="button" class="button quiet small no-print" onClick={() => setAll(!all)}>
          {all ? 'Only the strongest' : `All ${prediction.reasons.length}`}
        </button>
      )}
    </Card>
  );
}
