import { useMemo } from 'preact/hooks';
import { allHistory } from '../../api/pages';
import type { Resource } from '../../api/resource';
import type { CustomerHistory, Intervention, Score } from '../../api/types';
import { colour } from '../../app/theme';
import { at, score, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle, markup } from '../../ui/chartStyle';
import type { Column } from '../../ui/column';
import type { ChartOption } from '../../ui/echarts';
import { ExportButton } from '../../ui/export';
import { Empty, Known } from '../../ui/states';

interface Props {
  history: Resource<CustomerHistory>;
  thresholds: Record<string, number>;
}

const columns: Column<Score>[] = [
  { title: 'at', cell: (s) => s.at, value: (s) => s.at },
  { title: 'risk_score', cell: (s) => s.risk_score, value: (s) => s.risk_score },
  { title: 'risk_level', cell: (s) => s.risk_level, value: (s) => s.risk_level },
  { title: 'model_version', cell: (s) => s.model_version, value: (s) => s.model_version },
];

export function ScoreCard({ history, thresholds }: Props) {
  return (
    <Card
      title="Score over time"
      note="With the levels' thresholds; a mark is an intervention"
      span={8}
      actions={
        history.data && (
          <ExportButton
            name={`${history.data.customer_id}-scores`}
            columns={columns}
            rows={() => allHistory(history.data?.customer_id ?? '', 'scores')}
          />
        )
      }
    >
      <Known of={history} height={280}>
        {(data) => <ScoreChart scores={data.scores.items} interventions={data.interventions.items} thresholds={thresholds} />}
      </Known>
    </Card>
  );
}

function ScoreChart({
  scores,
  interventions,
  thresholds,
}: {
  scores: Score[];
  interventions: Intervention[];
  thresholds: Record<string, number>;
}) {
  const option = useMemo(() => () => scoreOption(scores, interventions, thresholds), [scores, interventions, thresholds]);
  if (scores.length === 0) return <Empty>This customer was not scored yet.</Empty>;
  const [latest, first] = [scores[0], scores.at(-1)];
  return (
    <Chart
      option={option}
      height={280}
      label={`Score of ${scores.length} points from ${at(first?.at)} (${score(first?.risk_score)}) to ${at(latest?.at)} (${score(latest?.risk_score)}), with ${interventions.length} interventions`}
    />
  );
}

function scoreOption(scores: Score[], interventions: Intervention[], thresholds: Record<string, number>): ChartOption {
  const points = [...scores].reverse();
  return {
    ...chartStyle(),
    tooltip: {
      ...chartStyle().tooltip,
      formatter: (found: unknown) => {
        const items = found as { seriesName: string; value: [string, number]; data: { item?: Intervention } }[];
        return items
          .map(({ value, data }) =>
            data.item
              ? `<b>${markup(words(data.item.kind))}</b> by ${data.item.channel}, ${at(data.item.at)}`
              : `${at(value[0])}<br><b>${score(value[1])}</b>`,
          )
          .join('<br>');
      },
    },
    xAxis: { type: 'time', ...axis(), splitLine: { show: false } },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      ...axis(),
      axisLabel: { ...axis().axisLabel, formatter: (value: number) => `${Math.round(value * 100)}%` },
    },
    series: [
      {
        name: 'Score',
        type: 'line',
        step: 'end',
        symbol: 'none',
        lineStyle: { width: 1.8, color: colour('accent') },
        itemStyle: { color: colour('accent') },
        areaStyle: { color: colour('accent'), opacity: 0.08 },
        data: points.map((point) => [point.at, point.risk_score]),
        markLine: {
          silent: true,
          symbol: 'none',
          data: Object.entries(thresholds).map(([level, threshold]) => ({
            yAxis: threshold,
            lineStyle: { color: colour(level.toLowerCase()), type: 'dashed' },
            label: { formatter: level, position: 'insideStartTop', color: colour(level.toLowerCase()), fontSize: 11 },
          })),
        },
      },
      {
        name: 'Intervention',
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 11,
        itemStyle: { borderColor: colour('surface'), borderWidth: 1.5 },
        data: interventions.map((item) => ({
          value: [item.at, item.risk_score],
          item,
          itemStyle: { color: colour(item.risk_level.toLowerCase()) },
        })) as never,
      },
    ],
  };
}
