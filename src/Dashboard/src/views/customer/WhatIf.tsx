import { useEffect, useMemo, useState } from 'preact/hooks';
import { post } from '../../api/client';
import type { Customer, Feature, Prediction } from '../../api/types';
import { plain, score, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Delta } from '../../ui/delta';
import { LevelTag } from '../../ui/level';
import { usualOf } from './assumed';
import { range } from './featureScale';

interface Props {
  customer: Customer;
  catalogue: readonly Feature[];
  thresholds: Record<string, number>;
  assumed: Record<string, number>;
  assume: (features: Record<string, number>) => void;
}

/** Sliders that are offered without asking: the strongest reasons that somebody can do something about, then the others. */
const offered = 8;

export function WhatIfCard({ customer, catalogue, thresholds, assumed, assume }: Props) {
  const [added, setAdded] = useState<string[]>([]);
  const { answer, error, waits } = useRescored(customer.customer_id, assumed, customer.score.scored_at);
  const names = useMemo(
    () => sliders(customer.score, catalogue, [...added, ...Object.keys(assumed)]),
    // By names alone: what is assumed is another object with each score, and sliders that change under a hand are missed.
    [customer.customer_id, catalogue, added, Object.keys(assumed).join()],
  );
  const changed = Object.keys(assumed).length;
  return (
    <Card
      title="What if"
      note="Moves features and asks the model again. It says what the model would say, not what will be: single features seldom move alone"
      actions={
        <button type="button" class="button small no-print" disabled={changed === 0} onClick={() => assume({})}>
          Back to now
        </button>
      }
    >
      <div class="what-if" id="what-if">
        <div class="outcome" aria-live="polite" data-waits={waits}>
          <Gauge now={customer.score.risk_score} assumed={answer?.risk_score} thresholds={thresholds} />
          <p class="row">
            <LevelTag level={(answer ?? customer.score).risk_level}>
              {(answer ?? customer.score).risk_level} · <span data-figure="assumed">{score((answer ?? customer.score).risk_score)}</span>
            </LevelTag>
            {answer && (
              <Delta now={answer.risk_score} before={customer.score.risk_score} over="against now" growthIsGood={false} as="probability" />
            )}
          </p>
          <p class="muted small">
            {changed === 0 ? 'Nothing is changed.' : `${changed} ${changed === 1 ? 'feature is' : 'features are'} changed.`}
          </p>
          {error && (
            <p class="bad small" role="alert">
              {error.message}
            </p>
          )}
        </div>
        <div class="sliders">
          {names.map((name) => {
            const feature = catalogue.find((entry) => entry.name === name);
            return (
              feature && (
                <Slider
                  key={name}
                  feature={feature}
                  now={customer.features[name] ?? null}
                  usual={usualOf(customer.score, name)}
                  assumed={assumed[name]}
                  set={(value) => assume(without(assumed, name, value))}
                />
              )
            );
          })}
          <label class="small muted">
            Another feature{' '}
            <select
              value=""
              onChange={(event) => {
                setAdded([...added, event.currentTarget.value]);
                event.currentTarget.value = '';
              }}
            >
              <option value="">Choose</option>
              {catalogue
                .filter((feature) => !names.includes(feature.name))
                .map((feature) => (
                  <option key={feature.name} value={feature.name}>
                    {words(feature.name)}
                  </option>
                ))}
            </select>
          </label>
        </div>
      </div>
    </Card>
  );
}

function without(assumed: Record<string, number>, name: string, value: number | undefined): Record<string, number> {
  const { [name]: _, ...others } = assumed;
  return value === undefined ? others : { ...others, [name]: value };
}

function sliders(prediction: Prediction, catalogue: readonly Feature[], asked: readonly string[]): string[] {
  const isActionable = (name: string) => catalogue.some((feature) => feature.name === name && feature.actionable);
  const reasons = prediction.reasons.map((reason) => reason.feature);
  const first = [...reasons.filter(isActionable).slice(0, offered - 2), ...reasons.filter((name) => !isActionable(name)).slice(0, 2)];
  return [...new Set([...first, ...asked])];
}

interface SliderProps {
  feature: Feature;
  now: number | null;
  /** What is usual for the customer, in the unit of what the feature compares; null where it compares nothing, or that is not known. */
  usual: number | null;
  assumed: number | undefined;
  set: (value: number | undefined) => void;
}

function Slider({ feature, now, usual, assumed, set }: SliderProps) {
  const { min, max, step } = range(feature, now ?? feature.neutral, usual);
  const value = assumed ?? now ?? feature.neutral;
  const id = `slider-${feature.name}`;
  return (
    <div class="slider">
      <label for={id} title={feature.formula}>
        {words(feature.name)}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={`${plain(value)} ${feature.unit}`}
        onInput={(event) => set(event.currentTarget.valueAsNumber)}
      />
      <span class="number small">
        {plain(value)} <span class="muted">{feature.unit}</span>
        {assumed !== undefined && (
          <button
            type="button"
            class="button quiet small"
            aria-label={`${words(feature.name)} back to ${plain(now)}`}
            onClick={() => set(undefined)}
          >
            ↺
          </button>
        )}
      </span>
    </div>
  );
}

function Gauge({ now, assumed, thresholds }: { now: number; assumed: number | undefined; thresholds: Record<string, number> }) {
  return (
    <div class="gauge" role="img" aria-label={`Score ${score(now)} now${assumed === undefined ? '' : `, ${score(assumed)} if`}`}>
      <i class="fill" style={{ width: `${(assumed ?? now) * 100}%` }} />
      {Object.entries(thresholds).map(([level, threshold]) => (
        <i
          key={level}
          class="tick"
          style={{ left: `${threshold * 100}%`, background: `var(--${level.toLowerCase()})` }}
          title={`${level} from ${score(threshold)}`}
        />
      ))}
      <i class="mark" style={{ left: `${now * 100}%` }} />
    </div>
  );
}

/** What the model says of the customer with other values; the latest question alone counts. */
function useRescored(id: string, assumed: Record<string, number>, scoredAt: string) {
  const [state, setState] = useState<{ answer?: Prediction; error?: Error; waits: boolean }>({ waits: false });
  useEffect(() => {
    if (Object.keys(assumed).length === 0) {
      setState({ waits: false });
      return;
    }
    const leaving = new AbortController();
    setState((former) => ({ ...former, waits: true }));
    const timer = window.setTimeout(() => {
      post('/predict', { customer_id: id, features: assumed }, { query: { reasons: 0 }, signal: leaving.signal }).then(
        (answer) => setState({ answer, waits: false }),
        (error) => !leaving.signal.aborted && setState({ error, waits: false }),
      );
    }, 60);
    return () => {
      leaving.abort();
      window.clearTimeout(timer);
    };
  }, [id, assumed, scoredAt]);
  return state as { answer: Prediction | undefined; error: Error | undefined; waits: boolean };
}
