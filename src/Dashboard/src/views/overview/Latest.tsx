import { useRef } from 'preact/hooks';
import { interventions, stats } from '../../api/live';
import { useResource } from '../../api/resource';
import { href } from '../../app/router';
import { Card } from '../../ui/card';
import { InterventionList } from '../../ui/interventionList';
import { Empty, Known } from '../../ui/states';

const shown = 6;

/** The latest interventions: those that were heard live, and before them what was there when the page was opened. */
export function LatestCard() {
  const heard = interventions.value.slice(0, shown);
  const total = stats.value?.interventions;
  const start = useStart(total);
  const before = useResource('/interventions', {
    query: { after_sequence: Math.max(0, (start ?? 0) - shown), limit: shown },
    enabled: start !== undefined,
  });
  const known = new Set(heard.map((item) => item.sequence));
  const items = [...heard, ...(before.data?.items ?? []).filter((item) => !known.has(item.sequence)).reverse()].slice(0, shown);
  return (
    <Card title="Latest interventions" span={8} actions={<a href={href('/interventions')}>All</a>}>
      {items.length > 0 ? (
        <InterventionList items={items} />
      ) : before.data ? (
        <Empty>None was proposed yet.</Empty>
      ) : (
        <Known of={before}>{() => null}</Known>
      )}
    </Card>
  );
}

// Where the feed began when the page was opened.
function useStart(total: number | undefined): number | undefined {
  const start = useRef<number>();
  start.current ??= total;
  return start.current;
}
