import { useContactNews } from '../../api/news';
import { allOptOuts } from '../../api/pages';
import { useResource } from '../../api/resource';
import type { OptOut } from '../../api/types';
import { href, place } from '../../app/router';
import { at, count, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Choice } from '../../ui/choice';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { Known } from '../../ui/states';
import { Table } from '../../ui/table';

/** As many as are shown at once; the CSV has all. */
const most = 1000;

const channels = [
  ['phone', 'Phone'],
  ['sms', 'SMS'],
  ['email', 'Email'],
] as const;

const channelName = (channel: string): string => channels.find(([name]) => name === channel)?.[1] ?? words(channel);

const columns: Column<OptOut>[] = [
  {
    title: 'Customer',
    cell: (o) => <a href={href(`/customers/${o.customer_id}`)}>{o.customer_id}</a>,
    value: (o) => o.customer_id,
    sorts: true,
  },
  { title: 'Channel', cell: (o) => channelName(o.channel), value: (o) => o.channel, sorts: true },
  { title: 'Since', cell: (o) => at(o.at), value: (o) => o.at, sorts: true, whole: true },
  { title: 'Where it was said', cell: (o) => o.source, value: (o) => o.source, sorts: true, fill: true },
];

/** Who does not want to be contacted, and by which channel: those that hold now, of all customers. */
export function OptOutsCards() {
  const channel = place.value.query.get('channel');
  const page = useResource('/opt_outs', { query: { limit: most, ...(channel && { channel }) }, every: 10_000 });
  useContactNews(() => true, page.refresh);
  return (
    <Card
      title="Opt-outs"
      note={page.data && <span data-figure="opt-outs">{count(page.data.total)}</span>}
      actions={page.data && <ExportButton name="opt-outs" columns={columns} rows={() => allOptOuts(channel)} />}
    >
      <div class="filters no-print" style={{ marginBottom: '10px' }}>
        <Choice name="channel" label="Channel" value={channel} options={channels} />
      </div>
      <Known of={page} height={300}>
        {(data) => (
          <>
            {data.total > data.items.length && <p class="muted small">The latest {count(data.items.length)} are shown.</p>}
            <Table
              name="Opt-outs, the latest first"
              columns={columns}
              rows={data.items}
              height={560}
              keyOf={(o) => `${o.customer_id} ${o.channel}`}
              empty={channel ? 'Nobody has opted out of this channel.' : 'Nobody has opted out.'}
            />
          </>
        )}
      </Known>
    </Card>
  );
}
