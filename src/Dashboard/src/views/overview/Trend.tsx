import { useMemo } from 'preact/hooks';
import type { Portfolio } from '../../api/types';
import { colour } from '../../app/theme';
import { count, day, score, shortDay } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { Column } from '../../ui/column';
import type { ChartOption } from '../../ui/echarts';
import { ExportButton } from '../../ui/export';
import { Legend } from '../../ui/legend';

const drawn = ['MEDIUM', 'HIGH', 'CRITICAL'] as const;

type Day = Portfolio['trend'][number];

const columns: Column<Day>[] = [
  { title: 'at', cell: (row) => row.at, value: (row) => row.at },
  { title: 'average_risk', cell: (row) => row.average_risk, value: (row) => row.average_risk },
  ...['LOW', ...drawn].map(
    (level): Column<Day> => ({ title: level, cell: (row) => row.by_level[level], value: (row) => row.by_level[level] }),
  ),
];

export function TrendCard({ portfolio }: { portfolio: Portfolio }) {
  const option = useMemo(() => () => trend(portfolio.trend), [portfolio]);
  const [first, last] = [portfolio.trend[0], portfolio.trend.at(-1)];
  const label = `Customers at ${drawn.join(', ')} over 90 days. ${first && last ? drawn.map((level) => `${level}: ${first.by_level[level]} on ${day(first.at)}, ${last.by_level[level]} on ${day(last.at)}`).join('. ') : ''}`;
  return (
    <Card
      title="Customers at risk over 90 days"
      span={8}
      actions={
        <span class="row">
          <Legend items={drawn.map((level) => [level.toLowerCase(), level] as const)} />
          <ExportButton name="risk-trend" columns={columns} rows={() => portfolio.trend} />
        </span>
      }
    >
      <Chart option={option} label={label} height={250} />
    </Card>
  );
}

function trend(days: Day[]): ChartOption {
  return {
    ...chartStyle(),
    tooltip: {
      ...chartStyle().tooltip,
      formatter: (found: unknown) => {
        const at = days[(found as { dataIndex: number }[])[0]?.dataIndex ?? 0];
        return at
          ? `${day(at.at)}<br>${drawn.map((level) => `${level} ${count(at.by_level[level])}`).join('<br>')}<br>Mean risk ${score(at.average_risk)}`
          : '';
      },
    },
    xAxis: { type: 'category', boundaryGap: false, data: days.map((entry) => shortDay(entry.at)), ...axis(), splitLine: { show: false } },
    yAxis: { type: 'value', minInterval: 1, ...axis() },
    series: drawn.map((level) => ({
      name: level,
      type: 'line',
      stack: 'all',
      symbol: 'none',
      lineStyle: { width: 1.5, color: colour(level.toLowerCase()) },
      itemStyle: { color: colour(level.toLowerCase()) },
      areaStyle: { color: colour(level.toLowerCase()), opacity: 0.28 },
      data: days.map((entry) => entry.by_level[level] ?? 0),
    })),
  };
}
