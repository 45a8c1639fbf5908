import type { Portfolio } from '../../api/types';
import { href } from '../../app/router';
import { count, share } from '../../format/format';
import { Card } from '../../ui/card';

interface Props {
  portfolio: Portfolio;
  segment: string | null;
  region: string | null;
}

/** How scores are spread. Most customers are in the first bin, so that a linear axis would show nobody else. */
export function DistributionCard({ portfolio, segment, region }: Props) {
  const bins = portfolio.distribution;
  const height = (customers: number) => Math.log(customers + 1);
  const highest = Math.max(...bins.map((bin) => height(bin.customers)), 1);
  return (
    <Card title="How scores are spread" note="Logarithmic. A bar leads to its customers" span={4}>
      <ol class="histogram" aria-label="Customers by score">
        {bins.map(({ from, below, customers }) => (
          <li key={from}>
            {customers > 0 && (
              <a
                href={href('/customers', { min_score: from, max_score: below, segment, region })}
                title={`${share(from)} to ${share(below)}: ${count(customers)} customers`}
                aria-label={`${share(from)} to ${share(below)}: ${count(customers)} customers`}
                data-bin={from}
              >
                <span class="number">{count(customers)}</span>
                <i style={{ height: `${(height(customers) / highest) * 100}%` }} />
              </a>
            )}
            <span class="muted" aria-hidden="true">
              {share(from)}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
