import { post, put } from '../../api/client';
import { Card } from '../../ui/card';
import { type RegistryProps, roles, titleOf } from './roles';

/** Who has which role; a rollback, and a role that is taken away. */
export function RoleCards({ page, propose }: RegistryProps) {
  const [champion, previous] = [page.roles.champion, page.items.find((model) => model.version === page.roles.previous)];
  return (
    <>
      {roles.map(([role, means]) => (
        <Card key={role} title={titleOf(role)} span={3}>
          <p class="mono" data-role={role}>
            {page.roles[role] ?? 'nobody'}
          </p>
          <p class="muted small">{means}</p>
          {role === 'champion' && page.serving.champion !== champion && (
            <p class="bad small">This gateway still scores by {page.serving.champion}.</p>
          )}
          {role === 'previous' && previous && champion && (
            <button
              type="button"
              class="button"
              style={{ marginTop: '8px' }}
              onClick={() =>
                propose({
                  title: 'Roll back',
                  says: `${previous.version} becomes the champion again, and ${champion} the previous one. Batches that come in from then on are judged by it.`,
                  version: previous.version,
                  doubts: previous.doubts,
                  // Only if the champion is still the one that is shown, so that two people do not undo each other.
                  run: (by, force) => post('/models/{version}/rollback', { by }, { params: { version: champion }, query: { force } }),
                })
              }
            >
              Roll back…
            </button>
          )}
          {role !== 'champion' && role !== 'previous' && page.roles[role] && (
            <button
              type="button"
              class="button"
              style={{ marginTop: '8px' }}
              onClick={() =>
                propose({
                  title: `No ${role}`,
                  says: `${page.roles[role]} is no ${role} any more.`,
                  version: page.roles[role] ?? '',
                  doubts: [],
                  run: (by) => put('/models/roles/{role}', { version: null, by }, { params: { role } }),
                })
              }
            >
              Take the role away…
            </button>
          )}
        </Card>
      ))}
    </>
  );
}
