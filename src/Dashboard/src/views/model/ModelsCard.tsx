import { post, put } from '../../api/client';
import type { Model } from '../../api/types';
import { day, fine } from '../../format/format';
import type { Column } from '../../ui/column';
import { TableCard } from '../../ui/tableCard';
import { type RegistryProps, titleOf } from './roles';

/** The models that are registered; a promotion, and a role that is given. */
export function ModelsCard({ page, propose }: RegistryProps) {
  const give = (model: Model, role: string) =>
    propose({
      title: `Make it the ${role}`,
      says: `${model.version} becomes the ${role}.`,
      version: model.version,
      doubts: [],
      run: (by) => put('/models/roles/{role}', { version: model.version, by }, { params: { role } }),
    });
  const columns: Column<Model>[] = [
    { title: 'Version', cell: (m) => <span class="mono">{m.version}</span>, value: (m) => m.version, sorts: true },
    {
      title: 'Roles',
      cell: (m) =>
        m.roles.map((role) => (
          <span key={role} class="tag">
            {role}
          </span>
        )),
      value: (m) => m.roles.join(' '),
    },
    { title: 'Test AUC', cell: (m) => fine(m.metrics['test_auc']), value: (m) => m.metrics['test_auc'], right: true, sorts: true },
    {
      title: 'Test PR AUC',
      cell: (m) => fine(m.metrics['test_pr_auc']),
      value: (m) => m.metrics['test_pr_auc'],
      right: true,
      sorts: true,
      widest: true,
    },
    { title: 'Made', cell: (m) => day(m.created_at), value: (m) => m.created_at, sorts: true, widest: true },
    {
      title: 'Unproven',
      cell: (m) => (
        <span class="bad" title={m.doubts.join('\n')}>
          {m.problem ?? m.doubts[0] ?? ''}
        </span>
      ),
      value: (m) => m.problem ?? m.doubts.join('; '),
      wide: true,
      fill: true,
    },
    {
      title: 'Change',
      cell: (m) => (
        <span class="row" style={{ flexWrap: 'nowrap' }}>
          <button
            type="button"
            class="button small"
            disabled={!m.usable || page.roles.champion === m.version}
            onClick={() =>
              propose({
                title: 'Promote',
                says: `${m.version} becomes the champion: its scores have consequences. ${page.roles.champion ?? 'Nobody'} becomes the previous one, to roll back to. Nothing pauses.`,
                version: m.version,
                doubts: m.doubts,
                run: (by, force) => post('/models/{version}/promote', { by }, { params: { version: m.version }, query: { force } }),
              })
            }
          >
            Promote…
          </button>
          {(['shadow', 'challenger'] as const).map((role) => (
            <button
              key={role}
              type="button"
              class="button small"
              disabled={!m.usable || page.roles[role] === m.version}
              onClick={() => give(m, role)}
            >
              {titleOf(role)}…
            </button>
          ))}
        </span>
      ),
    },
  ];
  return (
    <TableCard
      title="Registered models"
      name="Models"
      file="models"
      columns={columns}
      rows={page.items}
      height={360}
      keyOf={(m) => m.version}
      empty="No model is registered."
    />
  );
}
