import { useMemo } from 'preact/hooks';
import { useResource } from '../../api/resource';
import type { components } from '../../api/schema';
import { colour } from '../../app/theme';
import { count, decimal, share } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { ChartOption } from '../../ui/echarts';
import { Legend } from '../../ui/legend';
import { Empty, Known } from '../../ui/states';
import { leadBins, median } from './lead';

type Curves = components['schemas']['ModelCurvesDocument'];

const hues = ['accent', 'high', 'low', 'critical'] as const;

const hueOf = (index: number): string => hues[index % hues.length] ?? 'accent';

const nameOf = (model: Curves): string => `${model.model_version} as ${model.scored_as}`;

/** ROC, precision and recall, calibration, lift and lead time of what came; one line per model. */
export function CurvesCards() {
  const curves = useResource('/model/curves', { every: 30_000 });
  return (
    <Known of={curves} height={300}>
      {(data) => <Drawn models={data.models} />}
    </Known>
  );
}

function Drawn({ models }: { models: Curves[] }) {
  const roc = useMemo(
    () => () =>
      lines(models, (m) => [[0, 0], ...m.points.map((p): [number, number] => [p.false_rate, p.recall])], 'False rate', 'Recall', true),
    [models],
  );
  const pr = useMemo(
    () => () => lines(models, (m) => m.points.map((p): [number, number] => [p.recall, p.precision]), 'Recall', 'Precision', false),
    [models],
  );
  const calibration = useMemo(
    () => () =>
      lines(
        models,
        (m) => [...m.tenths].reverse().map((t): [number, number] => [t.mean_probability, t.missed_share]),
        'Said',
        'Came',
        true,
      ),
    [models],
  );
  const lift = useMemo(() => () => bars(models), [models]);
  const champion = models.find((model) => model.scored_as === 'champion') ?? models[0];
  if (!champion)
    return (
      <Card title="ROC, precision and recall, calibration, lift, lead time">
        <Empty>It is not known yet what came of any score. POST /missed_payments tells.</Empty>
      </Card>
    );
  const note = `${count(champion.predictions)} scores, ${count(champion.missed)} before a missed payment`;
  return (
    <>
      <Card title="ROC" note={note} span={4}>
        <Chart option={roc} height={240} label={`ROC curve over ${note}`} />
      </Card>
      <Card title="Precision and recall" note={`${share(champion.missed / champion.predictions)} missed`} span={4}>
        <Chart option={pr} height={240} label={`Precision against recall over ${note}`} />
      </Card>
      <Card title="Calibration" note="Tenths of scores: what they said, what came" span={4}>
        <Chart
          option={calibration}
          height={240}
          label={`Calibration: ${champion.tenths.map((t) => `said ${share(t.mean_probability)}, came ${share(t.missed_share)}`).join('; ')}`}
        />
      </Card>
      <Card title="Lift" note="By tenth, highest scores first" span={6}>
        <Chart option={lift} height={220} label={`Lift by tenth: ${champion.tenths.map((t) => decimal(t.lift)).join(', ')}`} />
      </Card>
      <LeadCard model={champion} />
      {models.length > 1 && <Legend items={models.map((model, index) => [hueOf(index), nameOf(model)] as const)} />}
    </>
  );
}

function LeadCard({ model }: { model: Curves }) {
  const bins = leadBins(model.lead_days);
  const largest = Math.max(...bins.map((bin) => bin.count), 1);
  const warned = model.lead_days.filter((days) => days > 0);
  return (
    <Card title="Lead time" note={`From MEDIUM to the missed payment, ${count(model.lead_days.length)} of 26 weeks`} span={6}>
      <ul class="bars">
        {bins.map((bin) => (
          <li key={bin.title}>
            <span>{bin.title}</span>
            <span class="bar">
              <span style={{ width: `${(bin.count / largest) * 100}%`, ...(bin.warned ? {} : { background: 'var(--critical)' }) }} />
            </span>
            <span class="number">
              {count(bin.count)} <span class="muted small">· {share(bin.count / Math.max(1, model.lead_days.length))}</span>
            </span>
          </li>
        ))}
      </ul>
      <p class="muted small" style={{ marginTop: '8px' }}>
        Median of those warned: {count(median(warned))} days. By weekly scores of the last 26 weeks, so that longer leads are cut there.
      </p>
    </Card>
  );
}

function lines(models: Curves[], points: (model: Curves) => [number, number][], x: string, y: string, diagonal: boolean): ChartOption {
  // Probabilities of what is rare lie near 0: their axes end where they do.
  const reach = x === 'Said' ? Math.min(1, Math.ceil(Math.max(0.05, ...models.flatMap((model) => points(model).flat())) * 10) / 10) : 1;
  const percent = { ...axis(), max: reach, axisLabel: { ...axis().axisLabel, formatter: (value: number) => share(value) } };
  return {
    ...chartStyle(),
    grid: { left: 4, right: 16, top: 26, bottom: 22, containLabel: true },
    tooltip: { ...chartStyle().tooltip, valueFormatter: (value) => share(Number(value)) },
    xAxis: { type: 'value', name: x, nameLocation: 'middle', nameGap: 26, ...percent },
    yAxis: { type: 'value', name: y, ...percent },
    series: [
      ...(diagonal
        ? [
            {
              type: 'line' as const,
              name: 'Equal',
              symbol: 'none',
              silent: true,
              lineStyle: { color: colour('line-strong'), type: 'dashed' as const, width: 1 },
              itemStyle: { color: colour('line-strong') },
              data: [
                [0, 0],
                [reach, reach],
              ],
            },
          ]
        : []),
      ...models.map((model, index) => ({
        type: 'line' as const,
        name: nameOf(model),
        symbol: x === 'Said' ? 'circle' : 'none',
        symbolSize: 6,
        lineStyle: { width: 2, color: colour(hueOf(index)) },
        itemStyle: { color: colour(hueOf(index)) },
        data: points(model),
      })),
    ],
  };
}

function bars(models: Curves[]): ChartOption {
  return {
    ...chartStyle(),
    tooltip: { ...chartStyle().tooltip, axisPointer: { type: 'shadow' }, valueFormatter: (value) => decimal(Number(value)) },
    xAxis: { type: 'category', data: Array.from({ length: 10 }, (_, index) => String(index + 1)), ...axis() },
    yAxis: { type: 'value', ...axis() },
    series: models.map((model, index) => ({
      type: 'bar',
      name: nameOf(model),
      itemStyle: { color: colour(hueOf(index)), borderRadius: [3, 3, 0, 0] },
      data: model.tenths.map((tenth) => tenth.lift),
    })),
  };
}
