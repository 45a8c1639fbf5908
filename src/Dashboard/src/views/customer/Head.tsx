import type { Customer } from '../../api/types';
import { at, atCustomers, count, score } from '../../format/format';
import { LevelTag } from '../../ui/level';

export function Head({ customer, failed }: { customer: Customer; failed: Error | undefined }) {
  const { profile, score: now } = customer;
  const theirs = customer.latest_event ? atCustomers(customer.latest_event) : null;
  return (
    <>
      <div class="page-head">
        <div>
          <h1 class="row">
            {profile?.name ?? customer.customer_id}
            <LevelTag level={now.risk_level}>
              {now.risk_level} · <span data-figure="score">{score(now.risk_score)}</span>
            </LevelTag>
          </h1>
          <p class="muted small">
            <span class="mono">{customer.customer_id}</span> · {count(customer.transaction_count)} transactions over{' '}
            {count(customer.history_days)} days
            {customer.latest_event && (
              <>
                {' '}
                · latest {at(customer.latest_event)}
                {theirs && <span> (there {theirs})</span>}
              </>
            )}
          </p>
        </div>
        <button type="button" class="button no-print" onClick={() => window.print()}>
          Print
        </button>
      </div>
      {failed && (
        <p class="notice" role="alert">
          {failed.message} What you see is of {at(now.scored_at)}.
        </p>
      )}
    </>
  );
}
