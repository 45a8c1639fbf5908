import { useMemo } from 'preact/hooks';
import { useResource } from '../../api/resource';
import type { components } from '../../api/schema';
import { href, place } from '../../app/router';
import { colour } from '../../app/theme';
import { calendarDay, count, fine, plain, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { Column } from '../../ui/column';
import type { ChartOption } from '../../ui/echarts';
import { ExportButton } from '../../ui/export';
import { Legend } from '../../ui/legend';
import { Empty, Known } from '../../ui/states';
import { Table } from '../../ui/table';

type Drift = components['schemas']['DriftDocument'];
type Quantity = Drift['features'][number];

const columns: Column<Quantity>[] = [
  {
    title: 'Feature',
    cell: (q) => <a href={href('/model', { tab: 'drift', feature: q.name })}>{words(q.name)}</a>,
    value: (q) => q.name,
    sorts: true,
  },
  { title: 'PSI', cell: (q) => fine(q.psi), value: (q) => q.psi, right: true, sorts: true },
  {
    title: 'State',
    cell: (q) => <span class={q.state === 'shifted' ? 'bad' : q.state === 'moved' ? '' : 'good'}>{words(q.state)}</span>,
    value: (q) => q.state,
    sorts: true,
  },
  { title: 'A habit', cell: (q) => (q.is_habit ? 'Yes: raises no alert' : ''), value: (q) => q.is_habit, wide: true },
  { title: 'Missing in training', cell: (q) => share(q.missing_then), value: (q) => q.missing_then, right: true, wide: true },
  { title: 'Missing now', cell: (q) => share(q.missing_now), value: (q) => q.missing_now, right: true, wide: true },
];

/** How the customers of the last 91 days differ from those of the training. */
export function DriftCards() {
  const drift = useResource('/model/drift', { every: 60_000 });
  return (
    <Known of={drift} height={400}>
      {(data) =>
        data.score ? (
          <Found drift={data} score={data.score} />
        ) : (
          <Card title="Drift">
            <Empty>{data.reason ?? 'No day was observed yet.'}</Empty>
          </Card>
        )
      }
    </Known>
  );
}

function Found({ drift, score }: { drift: Drift; score: Quantity }) {
  const chosen = drift.features.find((feature) => feature.name === place.value.query.get('feature')) ?? score;
  const days = useMemo(() => () => daysOption(drift, chosen.name), [drift, chosen.name]);
  const spread = useMemo(() => () => spreadOption(chosen), [chosen]);
  const name = chosen === score ? 'Risk score' : words(chosen.name);
  return (
    <>
      <Card title={`${name}: PSI day by day`} note="The calendar alone moves single days" span={6}>
        <Chart
          option={days}
          height={230}
          label={`Population stability index of ${name} over ${drift.days.length} days; over all ${fine(chosen.psi)}`}
        />
      </Card>
      <Card title={`${name}: then and now`} note={`PSI ${fine(chosen.psi)} over ${count(drift.days_observed)} days`} span={6}>
        <Chart option={spread} height={230} label={`Shares per bin of ${name}, in training and now`} />
        <Legend
          items={[
            ['line-strong', 'Training'],
            ['accent', 'Now'],
          ]}
        />
      </Card>
      <Card
        title="Every feature"
        note={`${drift.from ? calendarDay(drift.from) : ''} to ${drift.through ? calendarDay(drift.through) : ''}, at most ${count(drift.customers)} customers a day`}
        actions={<ExportButton name="drift" columns={columns} rows={() => [score, ...drift.features]} />}
      >
        <Table
          name="Drift by feature"
          columns={columns}
          rows={[score, ...drift.features]}
          keyOf={(q) => q.name}
          link={(q) => href('/model', { tab: 'drift', feature: q.name })}
          empty=""
        />
      </Card>
    </>
  );
}

function daysOption(drift: Drift, name: string): ChartOption {
  const values = drift.days.map((day) => (name === 'risk_score' ? day.score_psi : (day.feature_psi[name] ?? null)));
  return {
    ...chartStyle(),
    tooltip: { ...chartStyle().tooltip, valueFormatter: (value) => fine(typeof value === 'number' ? value : null) },
    xAxis: { type: 'category', data: drift.days.map((day) => calendarDay(day.day)), ...axis(), splitLine: { show: false } },
    yAxis: { type: 'value', ...axis(), max: (range) => Math.max(0.3, range.max) },
    series: [
      {
        type: 'line',
        name: 'PSI',
        symbolSize: 5,
        lineStyle: { color: colour('accent') },
        itemStyle: { color: colour('accent') },
        data: values as number[],
        markLine: {
          silent: true,
          symbol: 'none',
          data: [
            {
              yAxis: 0.25,
              lineStyle: { color: colour('critical'), type: 'dashed' },
              label: { formatter: 'another population', position: 'insideStartTop', color: colour('critical') },
            },
          ],
        },
      },
    ],
  };
}

function spreadOption(quantity: Quantity): ChartOption {
  const names = [
    ...quantity.edges.map((edge) => `≤ ${plain(edge)}`),
    quantity.edges.length > 0 ? `> ${plain(quantity.edges.at(-1))}` : 'all',
    'missing',
  ];
  const bar = (name: string, data: number[], hue: string) => ({ type: 'bar' as const, name, itemStyle: { color: colour(hue) }, data });
  return {
    ...chartStyle(),
    tooltip: { ...chartStyle().tooltip, axisPointer: { type: 'shadow' }, valueFormatter: (value) => share(Number(value)) },
    xAxis: { type: 'category', data: names, ...axis() },
    yAxis: { type: 'value', ...axis(), axisLabel: { ...axis().axisLabel, formatter: (value: number) => share(value) } },
    series: [bar('Training', quantity.shares_then, 'line-strong'), bar('Now', quantity.shares_now, 'accent')],
  };
}
