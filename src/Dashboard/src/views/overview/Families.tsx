import type { Portfolio } from '../../api/types';
import { href } from '../../app/router';
import { count, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/states';

interface Props {
  portfolio: Portfolio;
  segment: string | null;
  region: string | null;
}

/** Where the risk comes from: each family's part of all that raises the scores. */
export function FamiliesCard({ portfolio, segment, region }: Props) {
  const { families, explained } = portfolio;
  const largest = Math.max(...families.map((family) => family.share), 0.01);
  return (
    <Card title="Where risk comes from" note={`${count(explained)} customers at MEDIUM or above`} span={4}>
      {families.length === 0 ? (
        <Empty>Nobody stands at MEDIUM or above.</Empty>
      ) : (
        <div class="bars">
          {families.map((family) => (
            <a
              key={family.family}
              href={href('/customers', { family: family.family, segment, region })}
              title={`Main part for ${family.customers} customers`}
            >
              <span>{words(family.family)}</span>
              <span class="bar">
                <span style={{ width: `${(family.share / largest) * 100}%` }} />
              </span>
              <span class="number">
                {share(family.share)} <span class="muted small">· {count(family.customers)}</span>
              </span>
            </a>
          ))}
        </div>
      )}
      <p class="muted small" style={{ marginTop: '8px' }}>
        Share of all that raises these scores (SHAP) · customers for whom it is the main part
      </p>
    </Card>
  );
}
