import type { Alert } from '../api/types';
import { at, words } from '../format/format';
import { Card } from './card';

/** What crossed its threshold. */
export function AlertsCard({ alerts }: { alerts: readonly Alert[] | undefined }) {
  if (!alerts) return null;
  return (
    <Card title="Alerts">
      {alerts.length === 0 ? (
        <p class="muted small">No figure of the live model is beyond its threshold.</p>
      ) : (
        <ul class="feed">
          {alerts.map((alert) => (
            <li key={alert.kind + alert.subject}>
              <span class="tag">{words(alert.kind)}</span>
              <span>{alert.message}</span>
              <span class="muted small when">since {at(alert.since)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
