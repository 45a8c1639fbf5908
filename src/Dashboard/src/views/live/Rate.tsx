import { useMemo } from 'preact/hooks';
import { type Rate, rates, stats } from '../../api/live';
import { colour } from '../../app/theme';
import { count, decimal, time } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { ChartOption } from '../../ui/echarts';
import { Figures } from '../../ui/figures';

export function RateCard() {
  const seconds = rates.value;
  const now = stats.value;
  const option = useMemo(() => () => rateOption(seconds), [seconds]);
  const latest = seconds.at(-1);
  return (
    <Card title="Taken in, second by second" span={8}>
      <Figures
        items={[
          { title: 'Transactions a second (10 s)', value: decimal(now?.transactions_per_second) },
          { title: 'In the last second', value: count(latest?.transactions), name: 'last-second' },
          { title: 'Changes of level', value: count(latest?.changes) },
          { title: 'Waiting', value: count(now?.queued) },
          { title: 'Transactions ever', value: count(now?.transactions), name: 'transactions' },
          { title: 'Duplicates', value: count(now?.duplicates) },
        ]}
      />
      <Chart
        option={option}
        height={200}
        label={`Transactions per second over the last ${seconds.length} seconds, ${latest?.transactions ?? 0} in the latest`}
      />
    </Card>
  );
}

function rateOption(seconds: Rate[]): ChartOption {
  return {
    ...chartStyle(),
    tooltip: {
      ...chartStyle().tooltip,
      formatter: (found: unknown) => {
        const second = seconds[(found as { dataIndex: number }[])[0]?.dataIndex ?? 0];
        return second
          ? `${time(new Date(second.at))}<br>${count(second.transactions)} transactions<br>${count(second.changes)} changes of level<br>${count(second.queued)} waiting`
          : '';
      },
    },
    xAxis: { type: 'time', ...axis(), splitLine: { show: false } },
    yAxis: { type: 'value', minInterval: 1, ...axis() },
    series: [
      {
        name: 'Transactions',
        type: 'line',
        symbol: 'none',
        lineStyle: { width: 1.5, color: colour('accent') },
        itemStyle: { color: colour('accent') },
        areaStyle: { color: colour('accent'), opacity: 0.12 },
        data: seconds.map((second) => [second.at, second.transactions]),
      },
      {
        name: 'Waiting',
        type: 'line',
        symbol: 'none',
        lineStyle: { width: 1, type: 'dashed', color: colour('high') },
        itemStyle: { color: colour('high') },
        data: seconds.map((second) => [second.at, second.queued]),
      },
    ],
  };
}
