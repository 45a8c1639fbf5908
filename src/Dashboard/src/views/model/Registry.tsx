import { useState } from 'preact/hooks';
import { allRoleChanges } from '../../api/pages';
import { useResource } from '../../api/resource';
import type { RoleChange } from '../../api/types';
import { at } from '../../format/format';
import type { Column } from '../../ui/column';
import { Known } from '../../ui/states';
import { TableCard } from '../../ui/tableCard';
import { ConfirmChange } from './ConfirmChange';
import { ModelsCard } from './ModelsCard';
import { RoleCards } from './RoleCards';
import { type Change, roles, titleOf } from './roles';

const changes: Column<RoleChange>[] = [
  { title: 'No.', cell: (c) => c.roles.revision, value: (c) => c.roles.revision, right: true },
  { title: 'Change', cell: (c) => c.action, value: (c) => c.action, fill: true },
  { title: 'By', cell: (c) => c.by, value: (c) => c.by },
  { title: 'When', cell: (c) => at(c.at), value: (c) => c.at, whole: true },
  ...roles.map(
    ([role]): Column<RoleChange> => ({
      title: `${titleOf(role)} then`,
      cell: (c) => <span class="mono">{c.roles[role]}</span>,
      value: (c) => c.roles[role],
      widest: true,
    }),
  ),
];

/** Which models there are and who has which role; promotion and rollback, each with a confirmation. */
export function RegistryCards() {
  const models = useResource('/models', { every: 10_000 });
  const history = useResource('/models/history', { query: { limit: 50 }, every: 10_000 });
  const [change, setChange] = useState<Change>();
  const done = () => {
    setChange(undefined);
    models.refresh();
    history.refresh();
  };
  return (
    <>
      <Known of={models} height={300}>
        {(page) => (
          <>
            <RoleCards page={page} propose={setChange} />
            <ModelsCard page={page} propose={setChange} />
          </>
        )}
      </Known>
      <Known of={history}>
        {(page) => (
          <TableCard
            title="Changes of roles"
            note="Latest first"
            file="role-changes"
            columns={changes}
            rows={page.items}
            all={allRoleChanges}
            height={300}
            keyOf={(item) => item.roles.revision}
            empty="No role was given yet."
          />
        )}
      </Known>
      {change && <ConfirmChange change={change} done={done} close={() => setChange(undefined)} />}
    </>
  );
}
