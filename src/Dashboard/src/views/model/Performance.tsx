import { useMemo } from 'preact/hooks';
import { useResource } from '../../api/resource';
import type { components } from '../../api/schema';
import { colour } from '../../app/theme';
import { calendarDay, count, fine, score, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { ChartOption } from '../../ui/echarts';
import { Empty, Known } from '../../ui/states';
import { type Column, ExportButton } from '../../ui/table';

type Model = components['schemas']['ModelPerformanceDocument'];
type Figures = components['schemas']['PerformanceFiguresDocument'];
type Week = Model['weeks'][number];

const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? '' : `${fine(low)} to ${fine(high)}`;

const figures: readonly [name: string, value: (f: Figures) => string, range?: (f: Figures) => string][] = [
  ['Scores', (f) => count(f.predictions)],
  ['Before a missed payment', (f) => count(f.missed)],
  ['ROC AUC', (f) => fine(f.auc), (f) => interval(f.auc_low, f.auc_high)],
  ['PR AUC', (f) => fine(f.pr_auc)],
  ['Brier score', (f) => fine(f.brier)],
  ['Expected to observed', (f) => fine(f.expected_to_observed), (f) => interval(f.expected_to_observed_low, f.expected_to_observed_high)],
  ['Mean probability', (f) => score(f.mean_probability)],
  ['Precision at MEDIUM', (f) => share(f.precision_medium)],
  ['Recall at MEDIUM', (f) => share(f.recall_medium)],
  ['Precision at HIGH', (f) => share(f.precision_high)],
  ['Recall at HIGH', (f) => share(f.recall_high)],
];

/** Each model that scored, as champion and as shadow: what came of its scores, beside its own test. */
export function PerformanceCards() {
  const performance = useResource('/model/performance', { every: 30_000 });
  return (
    <Known of={performance} height={400}>
      {(data) =>
        data.models.length === 0 ? (
          <Card title="Performance">
            <Empty>No score is old enough to be judged. One is taken per customer and week.</Empty>
          </Card>
        ) : (
          data.models.map((model) => <ModelCards key={model.model_version + model.scored_as} model={model} />)
        )
      }
    </Known>
  );
}

const weekColumns: Column<Week>[] = [
  { title: 'as_of', cell: (w) => w.as_of, value: (w) => w.as_of },
  { title: 'predictions', cell: (w) => w.estimated.predictions, value: (w) => w.estimated.predictions },
  { title: 'realised_auc', cell: (w) => w.realised?.auc, value: (w) => w.realised?.auc },
  { title: 'estimated_auc', cell: (w) => w.estimated.auc, value: (w) => w.estimated.auc },
  { title: 'realised_missed', cell: (w) => w.realised?.missed, value: (w) => w.realised?.missed },
  { title: 'estimated_missed', cell: (w) => w.estimated.missed, value: (w) => w.estimated.missed },
];

function ModelCards({ model }: { model: Model }) {
  const option = useMemo(() => () => weekOption(model.weeks), [model]);
  const name = `${words(model.scored_as)} ${model.model_version}`;
  const columns = [
    ['Realised', model.realised],
    ['Latest 8 weeks', model.recent_realised],
    ['Estimated', model.estimated],
  ] as const;
  return (
    <>
      <Card title={name} note="One score per customer and week of the last 26" span={6}>
        <p style={{ marginBottom: '10px' }}>To believe: {model.believe}</p>
        <div class="scroll-x" tabIndex={0} role="group" aria-label={`Figures of ${name}`}>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Figure</th>
                {columns.map(([title]) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
                <th scope="col">Own test</th>
              </tr>
            </thead>
            <tbody>
              {figures.map(([title, value, range]) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  {columns.map(([column, of]) => (
                    <td key={column} class="number">
                      {of ? value(of) : '–'}
                      {of && range && <span class="muted small block">{range(of)}</span>}
                    </td>
                  ))}
                  <td class="number">{tested(model.test, title)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Card
        title="As labels arrive"
        note="ROC AUC week by week"
        span={6}
        actions={<ExportButton name={`${model.model_version}-weeks`} columns={weekColumns} rows={() => model.weeks} />}
      >
        <Chart
          option={option}
          height={440}
          label={`AUC by week of ${name}: ${model.weeks.map((week) => `${calendarDay(week.as_of)} ${week.realised ? fine(week.realised.auc) : `expected ${fine(week.estimated.auc)}`}`).join(', ')}`}
        />
        <p class="legend">
          <span>
            <i style={{ background: 'var(--accent)' }} />
            Realised
          </span>
          <span>
            <i style={{ background: 'var(--high)' }} />
            Estimated by the probabilities alone, before it is known what came
          </span>
        </p>
      </Card>
    </>
  );
}

const testNames: Record<string, [string, (value: number) => string]> = {
  Scores: ['test_rows', count],
  'ROC AUC': ['test_auc', fine],
  'PR AUC': ['test_pr_auc', fine],
  'Brier score': ['test_brier', fine],
  'Mean probability': ['test_mean_probability', score],
  'Precision at MEDIUM': ['test_precision_medium', share],
  'Recall at MEDIUM': ['test_recall_medium', share],
  'Precision at HIGH': ['test_precision_high', share],
  'Recall at HIGH': ['test_recall_high', share],
};

function tested(test: Model['test'], title: string): string {
  const [name, format] = testNames[title] ?? [];
  const value = name ? test?.[name] : undefined;
  return format && value !== undefined && value !== null ? format(value) : '–';
}

function weekOption(weeks: Week[]): ChartOption {
  return {
    ...chartStyle(),
    tooltip: {
      ...chartStyle().tooltip,
      formatter: (found: unknown) => {
        const week = weeks[(found as { dataIndex: number }[])[0]?.dataIndex ?? 0];
        return week
          ? `${calendarDay(week.as_of)}<br>Realised ${fine(week.realised?.auc)}<br>Estimated ${fine(week.estimated.auc)}<br>${count(week.estimated.predictions)} scores`
          : '';
      },
    },
    xAxis: { type: 'category', data: weeks.map((week) => calendarDay(week.as_of)), ...axis(), splitLine: { show: false } },
    yAxis: { type: 'value', min: (range) => Math.max(0, Math.floor(range.min * 20) / 20 - 0.05), max: 1, ...axis() },
    series: [
      {
        name: 'Realised',
        type: 'line',
        symbolSize: 6,
        lineStyle: { color: colour('accent') },
        itemStyle: { color: colour('accent') },
        data: weeks.map((week) => week.realised?.auc ?? null) as number[],
      },
      {
        name: 'Estimated',
        type: 'line',
        symbol: 'none',
        lineStyle: { color: colour('high'), type: 'dashed' },
        itemStyle: { color: colour('high') },
        data: weeks.map((week) => week.estimated.auc ?? null) as number[],
      },
    ],
  };
}
