import { useRef } from 'preact/hooks';
import type { Measured } from '../../api/metrics';
import { count, share } from '../../format/format';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/states';

const busy = 'predelinquency_engine_apply_duration_seconds_sum';

/** How busy each partition's worker is: the seconds it applied batches, of those that passed between two looks. */
export function PartitionsCard({ metrics }: { metrics: { data: Measured | undefined; error: Error | undefined } }) {
  const data = metrics.data;
  const looks = useRef<{ at: number; samples: Measured['samples'] }[]>([]);
  if (data && looks.current.at(-1)?.samples !== data.samples)
    looks.current = [...looks.current.slice(-5), { at: performance.now(), samples: data.samples }];
  const [first, last] = [looks.current[0], looks.current.at(-1)];
  const loads = first && last && last.at > first.at ? loadOf(first.samples, last.samples, (last.at - first.at) / 1000) : [];
  const active = data?.samples.find((sample) => sample.name === 'predelinquency_engine_customers_active')?.value;
  return (
    <Card title="Load of the partitions" note={active === undefined ? '' : `${count(active)} customers in memory`} span={12}>
      {loads.length === 0 ? (
        <Empty>
          {data ? 'Partitions are measured where customers live: here after a few seconds, in a cluster on its silos.' : 'Measuring…'}
        </Empty>
      ) : (
        <ul class="bars columns">
          {loads.map(({ partition, load }) => (
            <li key={partition}>
              <span>Partition {partition}</span>
              <span class="bar" role="img" aria-label={`${share(load)} busy`}>
                <span style={{ width: `${Math.min(1, load) * 100}%` }} />
              </span>
              <span class="number">{share(load)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function loadOf(before: Measured['samples'], now: Measured['samples'], seconds: number): { partition: string; load: number }[] {
  return now
    .filter((sample) => sample.name === busy && sample.labels['partition'] !== undefined)
    .map((sample) => {
      const partition = sample.labels['partition'] ?? '';
      const former = before.find((other) => other.name === busy && other.labels['partition'] === partition)?.value ?? 0;
      return { partition, load: Math.max(0, sample.value - former) / seconds };
    })
    .sort((a, b) => Number(a.partition) - Number(b.partition));
}
