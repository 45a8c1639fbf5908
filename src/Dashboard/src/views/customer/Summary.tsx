import type { Customer } from '../../api/types';
import { count, words } from '../../format/format';
import { Card } from '../../ui/card';

/** Days of history from which on habits are settled: below, drift does not count a customer either. */
const settled = 180;
const learning = 60;

/** Who this is, and how well the customer is known. */
export function SummaryCard({ customer }: { customer: Customer }) {
  const profile = customer.profile;
  const consents = profile?.consents;
  const agreed = consents ? (['phone', 'sms', 'email'] as const).filter((channel) => consents[channel]) : [];
  const rows: [string, string | null | undefined][] = [
    ['Segment', profile?.segment],
    ['Region', profile?.region],
    ['Age band', profile?.age_band],
    ['Pay', profile?.pay_cycle && words(profile.pay_cycle)],
    ['Language', profile?.language],
    ['Time zone', profile?.time_zone],
    ['May be contacted by', agreed.length > 0 ? agreed.join(', ') : 'no channel'],
  ];
  return (
    <Card title="Profile and data maturity" span={4}>
      <Maturity customer={customer} />
      {profile ? (
        <dl class="pairs">
          {rows.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value ?? '–'}</dd>
            </>
          ))}
        </dl>
      ) : (
        <p class="muted">The bank has told nothing of this customer beside the transactions.</p>
      )}
    </Card>
  );
}

function Maturity({ customer }: { customer: Customer }) {
  const days = customer.history_days;
  const isLearning = customer.score.maturity === 'learning';
  const text = isLearning
    ? `Still being learnt: under ${learning} days the level is never above MEDIUM, and nobody is contacted.`
    : days < settled
      ? 'Established. Habits are means of few days yet, and settle until day 180.'
      : 'Established: habits rest on half a year or more.';
  const known = Object.values(customer.features).filter((value) => value !== null).length;
  return (
    <div style={{ marginBottom: '12px' }}>
      <div class="row spread small">
        <strong>{words(customer.score.maturity)}</strong>
        <span class="muted">{count(days)} days of history</span>
      </div>
      <div class="bar" role="img" aria-label={`${days} of ${settled} days`}>
        <span style={{ width: `${Math.min(100, (days / settled) * 100)}%` }} />
      </div>
      <p class="muted small">
        {text} {known} of {Object.keys(customer.features).length} features are known.
      </p>
    </div>
  );
}
