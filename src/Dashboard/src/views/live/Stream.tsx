import { rates, sample } from '../../api/live';
import { href } from '../../app/router';
import { at, count, money, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/states';

/** The latest transactions. Thousands a second are not read by anybody: what is not shown is counted. */
export function StreamCard() {
  const { items } = sample.value;
  const perSecond = rates.value.at(-1)?.transactions ?? 0;
  return (
    <Card title="Transactions" note={`The latest ${count(items.length)}, of ${count(perSecond)} in the last second`} span={4}>
      <div class="scroll" tabIndex={0} role="group" aria-label="Latest transactions">
        {items.length === 0 ? (
          <Empty>None came since this page was opened.</Empty>
        ) : (
          <ul class="feed tight" data-stream>
            {items.map((item) => (
              <li key={`${item.customer_id} ${item.transaction_id}`}>
                <a href={href(`/customers/${item.customer_id}`)}>{item.customer_id}</a>
                <span class="clip">
                  {words(item.category)}
                  {item.status !== 'completed' && <span class="bad"> {item.status}</span>}
                  <span class="muted"> {item.merchant}</span>
                </span>
                <span class={`number ${item.direction === 'credit' ? 'good' : ''}`} title={at(item.timestamp)}>
                  {money(item.direction === 'credit' ? item.amount : -item.amount, item.currency)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
