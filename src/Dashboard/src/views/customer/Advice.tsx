import type { Resource } from '../../api/resource';
import type { Counterfactual } from '../../api/types';
import { score, words } from '../../format/format';
import { Card } from '../../ui/card';
import { LevelTag } from '../../ui/level';
import { Known } from '../../ui/states';

interface Props {
  counterfactual: Resource<Counterfactual>;
  /** Tries values out below. */
  assume: (features: Record<string, number>) => void;
}

/** The least to do for a lower level. */
export function AdviceCard({ counterfactual, assume }: Props) {
  return (
    <Card title="What would help" note="Counterfactual" span={5}>
      <Known of={counterfactual}>
        {(advice) => (
          <>
            <p>{advice.summary}</p>
            {advice.changes.length > 0 && (
              <>
                <p class="row" style={{ margin: '10px 0' }}>
                  <LevelTag level={advice.risk_level}>{score(advice.risk_score)}</LevelTag>
                  <span aria-hidden="true">→</span>
                  <LevelTag level={advice.new_risk_level}>{score(advice.new_risk_score)}</LevelTag>
                  {!advice.reached && <span class="tag">does not reach {advice.target_level}</span>}
                </p>
                <ul class="feed advice">
                  {advice.changes.map((change) => (
                    <li key={change.lever}>
                      <span class="tag">{change.by === 'both' ? 'customer and bank' : change.by}</span>
                      <span>
                        <strong>{words(change.lever)}.</strong> {change.text}
                      </span>
                    </li>
                  ))}
                </ul>
                <button
                  type="button"
                  class="button no-print"
                  onClick={() => {
                    assume(
                      Object.fromEntries(
                        advice.features.flatMap((feature) => (feature.to === null ? [] : [[feature.feature, feature.to]])),
                      ),
                    );
                    document.querySelector('#what-if')?.scrollIntoView({ block: 'center' });
                  }}
                >
                  Try it out below
                </button>
              </>
            )}
            <p class="muted small" style={{ marginTop: '10px' }}>
              {advice.note}
            </p>
          </>
        )}
      </Known>
    </Card>
  );
}
