import { useMemo } from 'preact/hooks';
import type { Portfolio } from '../../api/types';
import { go, href } from '../../app/router';
import { colour } from '../../app/theme';
import { count, share } from '../../format/format';
import { Card } from '../../ui/card';
import { Chart } from '../../ui/chart';
import { axis, chartStyle } from '../../ui/chartStyle';
import type { ChartOption } from '../../ui/echarts';

interface Props {
  portfolio: Portfolio;
  segment: string | null;
  region: string | null;
}

type Bin = Portfolio['distribution'][number];

/** How scores are spread. Most customers are in the first bin, so that a linear axis would show nobody else. */
export function DistributionCard({ portfolio, segment, region }: Props) {
  const bins = portfolio.distribution;
  const option = useMemo(() => () => distribution(bins), [bins]);
  const open = (index: number) => {
    const bin = bins[index];
    if (bin) go(href('/customers', { min_score: bin.from, max_score: bin.below, segment, region }));
  };
  return (
    <Card title="How scores are spread" note="Logarithmic. A bar leads to its customers" span={4}>
      <Chart
        option={option}
        height={250}
        onPick={open}
        label={`Customers by score: ${bins
          .filter((b) => b.customers > 0)
          .map((b) => `${b.customers} from ${share(b.from)} to ${share(b.below)}`)
          .join(', ')}`}
      />
    </Card>
  );
}

function distribution(bins: Bin[]): ChartOption {
  return {
    ...chartStyle(),
    tooltip: {
      ...chartStyle().tooltip,
      axisPointer: { type: 'shadow' },
      formatter: (found: unknown) => {
        const bin = bins[(found as { dataIndex: number }[])[0]?.dataIndex ?? 0];
        return bin ? `${share(bin.from)} to ${share(bin.below)}<br>${count(bin.customers)} customers` : '';
      },
    },
    xAxis: { type: 'category', data: bins.map((bin) => share(bin.from)), ...axis() },
    yAxis: {
      type: 'log',
      min: 0.5,
      ...axis(),
      axisLabel: { ...axis().axisLabel, formatter: (value: number) => (value < 1 ? '' : count(value)) },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '18%',
        cursor: 'pointer',
        itemStyle: { color: colour('accent'), borderRadius: [3, 3, 0, 0] },
        data: bins.map((bin) => (bin.customers > 0 ? bin.customers : null)) as number[],
      },
    ],
  };
}
