import { useState } from 'preact/hooks';
import { get } from '../../api/client';
import { allHistory } from '../../api/pages';
import type { Resource } from '../../api/resource';
import type { CustomerHistory, Transaction } from '../../api/types';
import { calendarDay, count, money, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { Moment } from '../../ui/moment';
import { Known } from '../../ui/states';
import { Table } from '../../ui/table';

const columns: Column<Transaction>[] = [
  {
    title: 'When',
    cell: (t) => <Moment at={t.timestamp} />,
    value: (t) => t.timestamp,
    sorts: true,
  },
  {
    title: 'Amount',
    cell: (t) => (
      <span class={t.direction === 'credit' ? 'good' : ''}>{money(t.direction === 'credit' ? t.amount : -t.amount, t.currency)}</span>
    ),
    value: (t) => (t.direction === 'credit' ? t.amount : -t.amount),
    right: true,
    sorts: true,
  },
  { title: 'Category', cell: (t) => words(t.category), value: (t) => t.category, sorts: true },
  { title: 'Merchant', cell: (t) => t.merchant, value: (t) => t.merchant, sorts: true, wide: true },
  { title: 'Channel', cell: (t) => words(t.channel), value: (t) => t.channel, widest: true },
  {
    title: 'Status',
    cell: (t) => <span class={t.status === 'completed' ? 'muted' : 'bad'}>{words(t.status)}</span>,
    value: (t) => t.status,
    sorts: true,
  },
  { title: 'Due', cell: (t) => (t.due_date ? calendarDay(t.due_date) : ''), value: (t) => t.due_date, widest: true },
  { title: 'Balance after', cell: (t) => money(t.balance_after, t.currency), value: (t) => t.balance_after, right: true, wide: true },
  { title: 'Id', cell: (t) => <span class="mono muted">{t.transaction_id}</span>, value: (t) => t.transaction_id, widest: true },
];

export function TransactionsCard({ id, history }: { id: string; history: Resource<CustomerHistory> }) {
  const [older, setOlder] = useState<{ items: Transaction[]; next: string | null; error?: string }>();
  const next = older ? older.next : (history.data?.transactions.next_before ?? null);
  const more = async () => {
    try {
      const { transactions } = await get('/customer/{id}/history', { params: { id }, query: { before: next ?? '', limit: 1000 } });
      setOlder((former) => ({ items: [...(former?.items ?? []), ...transactions.items], next: transactions.next_before }));
    } catch (error) {
      setOlder((former) => ({ items: former?.items ?? [], next, error: (error as Error).message }));
    }
  };
  const items = unique([...(history.data?.transactions.items ?? []), ...(older?.items ?? [])]);
  return (
    <Card
      title="Transactions"
      note={history.data && `${count(items.length)} newest`}
      actions={<ExportButton name={`${id}-transactions`} columns={columns} rows={() => allHistory(id, 'transactions')} />}
    >
      <Known of={history} height={300}>
        {() => (
          <Table
            name="Transactions"
            columns={columns}
            rows={items}
            height={440}
            keyOf={(t) => t.transaction_id}
            empty="There is no transaction yet."
          />
        )}
      </Known>
      {next && (
        <p class="row no-print" style={{ marginTop: '8px' }}>
          <button type="button" class="button" onClick={more}>
            Load 1,000 older
          </button>
          {older?.error && <span class="bad small">{older.error}</span>}
        </p>
      )}
    </Card>
  );
}

// What was loaded as older stays while newer ones push the first page on.
function unique(items: Transaction[]): Transaction[] {
  return [...new Map(items.map((item) => [item.transaction_id, item])).values()];
}
