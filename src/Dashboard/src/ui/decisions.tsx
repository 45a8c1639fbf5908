import type { Decision } from '../api/types';
import { at, words } from '../format/format';
import { decided, reading, verdicts } from './contactWords';

/** Every decision with every rule that was asked, the latest first and open. */
export function Decisions({ items }: { items: readonly Decision[] }) {
  if (items.length === 0) return <p class="muted small">Nothing was decided yet.</p>;
  return (
    <>
      {[...items].reverse().map((decision, index) => (
        <details key={decision.at + decision.trigger} class="decision" open={index === 0}>
          <summary>
            {decided(decision)} <span class="muted small">{at(decision.at)}</span>
          </summary>
          <div class="scroll-x" tabIndex={0} role="group" aria-label={`Rules asked ${at(decision.at)}`}>
            <table class="plain rules">
              <thead>
                <tr>
                  <th scope="col">Rule</th>
                  <th scope="col">Channel</th>
                  <th scope="col">What held</th>
                  <th scope="col">Limit</th>
                  <th scope="col">Answer</th>
                </tr>
              </thead>
              <tbody>
                {decision.rules.map((rule, place) => (
                  <tr key={`${place} ${rule.rule}`}>
                    <th scope="row">{words(rule.rule)}</th>
                    <td>{rule.channel ?? ''}</td>
                    <td>{reading(rule.value)}</td>
                    <td>{reading(rule.limit)}</td>
                    <td class={rule.verdict === 'pass' ? 'good' : 'bad'}>{verdicts[rule.verdict] ?? words(rule.verdict)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="muted small">
            Policy {decision.policy_version}, hours of {decision.time_zone}, model {decision.model_version}
          </p>
        </details>
      ))}
    </>
  );
}
