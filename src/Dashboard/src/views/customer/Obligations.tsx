import { stats } from '../../api/live';
import type { Resource } from '../../api/resource';
import type { Customer, CustomerHistory } from '../../api/types';
import { calendarDay, dayIn, money, offsetOf, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { Empty } from '../../ui/states';
import { Table } from '../../ui/table';
import { type Due, duesOf } from './obligations';

const texts: Record<Due['state'], string> = { paid: 'Paid', late: 'Paid late', failed: 'Failed', open: 'Not seen yet', ahead: 'To come' };
const classes: Record<Due['state'], string> = { paid: 'good', late: 'bad', failed: 'bad', open: 'bad', ahead: 'muted' };

/** Known bills: a calendar of five weeks, and each due date with what became of it. */
export function ObligationsCard({ customer, history }: { customer: Customer; history: Resource<CustomerHistory> }) {
  const obligations = customer.profile?.obligations ?? [];
  // Who went silent has bills that were due since: the present counts, and not the latest day that something was heard of.
  const today = stats.value && dayThere(stats.value.now, customer);
  const transactions = history.data?.transactions.items ?? [];
  const currency = transactions[0]?.currency;
  const dues = today ? duesOf(obligations, transactions, today, 31, 31) : [];
  const columns: Column<Due>[] = [
    { title: 'Due', cell: (due) => calendarDay(due.on), value: (due) => due.on },
    { title: 'Bill', cell: (due) => words(due.category), value: (due) => due.category },
    { title: 'Amount', cell: (due) => money(due.amount, currency), value: (due) => due.amount, right: true },
    { title: 'State', cell: (due) => <span class={classes[due.state]}>{texts[due.state]}</span>, value: (due) => due.state },
  ];
  return (
    <Card
      title="Obligations"
      note={today && `Around ${calendarDay(today)}, today there`}
      span={6}
      actions={<ExportButton name={`${customer.customer_id}-obligations`} columns={columns} rows={() => dues} />}
    >
      {dues.length === 0 || !today ? (
        <Empty>The bank has told of no regular bills.</Empty>
      ) : (
        <>
          <Calendar dues={dues} today={today} />
          <Table
            name="Due dates"
            columns={columns}
            rows={dues}
            height={260}
            keyOf={(due) => `${due.on}-${due.category}-${due.amount}`}
            empty=""
          />
        </>
      )}
    </Card>
  );
}

/** The customer's own calendar day at a moment; where the bank tells no zone, by the offset of the latest transaction. */
function dayThere(moment: string, customer: Customer): string {
  return dayIn(moment, customer.profile?.time_zone ?? offsetOf(customer.latest_event ?? ''));
}

const dayMs = 86_400_000;
const weekdays = new Intl.DateTimeFormat(undefined, { weekday: 'narrow', timeZone: 'UTC' });

function Calendar({ dues, today }: { dues: readonly Due[]; today: string }) {
  const now = Date.parse(`${today}T00:00:00Z`);
  // Two weeks back, three ahead, from a Monday on.
  const start = now - (((new Date(now).getUTCDay() + 6) % 7) + 14) * dayMs;
  const days = Array.from({ length: 35 }, (_, index) => new Date(start + index * dayMs).toISOString().slice(0, 10));
  return (
    <ol class="calendar" aria-label="Due dates of five weeks">
      {days.slice(0, 7).map((day) => (
        <li key={`head-${day}`} class="head" aria-hidden="true">
          {weekdays.format(new Date(`${day}T00:00:00Z`))}
        </li>
      ))}
      {days.map((day) => {
        const due = dues.filter((entry) => entry.on === day);
        return (
          <li
            key={day}
            class={day === today ? 'today' : ''}
            title={due.map((entry) => `${words(entry.category)}: ${texts[entry.state]}`).join('\n')}
          >
            <span class="muted">{Number(day.slice(8))}</span>
            {due.map((entry) => (
              <i
                key={entry.category + entry.amount}
                class={`dot ${entry.state}`}
                role="img"
                aria-label={`${words(entry.category)} on ${calendarDay(day)}: ${texts[entry.state]}`}
              />
            ))}
          </li>
        );
      })}
    </ol>
  );
}
