import { useMemo } from 'preact/hooks';
import { useResource } from '../../api/resource';
import type { components } from '../../api/schema';
import { colour } from '../../app/theme';
import { calendarDay, count, fine, score, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { Column } from '../../ui/column';
import type { ChartOption } from '../../ui/echarts';
import { ExportButton } from '../../ui/export';
import { Legend } from '../../ui/legend';
import { PlainTable } from '../../ui/plainTable';
import { Empty, Known } from '../../ui/states';

type Model = components['schemas']['ModelPerformanceDocument'];
type Figures = components['schemas']['PerformanceFiguresDocument'];
type Week = Model['weeks'][number];

const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? '' : `${fine(low)} to ${fine(high)}`;

/** One line of the figures: how it is written, what it is, and between what it lies by chance. */
interface Line {
  title: string;
  of: (figures: Figures) => number | null;
  as: (value: number | null | undefined) => string;
  range?: (figures: Figures) => string;
  /** Its name in the model's own test. */
  test?: string;
}

const lines: readonly Line[] = [
  { title: 'Scores', of: (f) => f.predictions, as: count, test: 'test_rows' },
  { title: 'Before a missed payment', of: (f) => f.missed, as: count },
  { title: 'ROC AUC', of: (f) => f.auc, as: fine, range: (f) => interval(f.auc_low, f.auc_high), test: 'test_auc' },
  { title: 'PR AUC', of: (f) => f.pr_auc, as: fine, test: 'test_pr_auc' },
  { title: 'Brier score', of: (f) => f.brier, as: fine, test: 'test_brier' },
  {
    title: 'Expected to observed',
    of: (f) => f.expected_to_observed,
    as: fine,
    range: (f) => interval(f.expected_to_observed_low, f.expected_to_observed_high),
  },
  { title: 'Mean probability', of: (f) => f.mean_probability, as: score, test: 'test_mean_probability' },
  { title: 'Precision at MEDIUM', of: (f) => f.precision_medium, as: share, test: 'test_precision_medium' },
  { title: 'Recall at MEDIUM', of: (f) => f.recall_medium, as: share, test: 'test_recall_medium' },
  { title: 'Precision at HIGH', of: (f) => f.precision_high, as: share, test: 'test_precision_high' },
  { title: 'Recall at HIGH', of: (f) => f.recall_high, as: share, test: 'test_recall_high' },
];

/** The figures of one model: over all weeks, the latest ones, as the probabilities alone say, and in its own test. */
function columnsOf(model: Model): Column<Line>[] {
  const measured = (title: string, of: Figures | null | undefined): Column<Line> => ({
    title,
    cell: (line) => (
      <>
        {of ? line.as(line.of(of)) : '–'}
        {of && line.range && <span class="muted small block">{line.range(of)}</span>}
      </>
    ),
    value: (line) => of && line.of(of),
    right: true,
  });
  const tested = (line: Line) => (line.test ? model.test?.[line.test] : undefined);
  return [
    { title: 'Figure', cell: (line) => line.title, value: (line) => line.title },
    measured('Realised', model.realised),
    measured('Latest 8 weeks', model.recent_realised),
    measured('Estimated', model.estimated),
    { title: 'Own test', cell: (line) => line.as(tested(line)), value: tested, right: true },
  ];
}

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
  const columns = columnsOf(model);
  return (
    <>
      <Card
        title={name}
        note="One score per customer and week of the last 26"
        span={6}
        actions={<ExportButton name={`${model.model_version}-figures`} columns={columns} rows={() => lines} />}
      >
        <p style={{ marginBottom: '10px' }}>To believe: {model.believe}</p>
        <PlainTable name={`Figures of ${name}`} columns={columns} rows={lines} keyOf={(line) => line.title} />
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
        <Legend
          items={[
            ['accent', 'Realised'],
            ['high', 'Estimated by the probabilities alone, before it is known what came'],
          ]}
        />
      </Card>
    </>
  );
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
