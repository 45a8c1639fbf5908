import { useState } from 'preact/hooks';
import { ApiError, post, put } from '../../api/client';
import { allRoleChanges } from '../../api/pages';
import { useResource } from '../../api/resource';
import type { Model, Models, RoleChange } from '../../api/types';
import { person } from '../../app/person';
import { at, day, fine } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { Dialog } from '../../ui/dialog';
import { PersonName } from '../../ui/person';
import { Known } from '../../ui/states';
import { TableCard } from '../../ui/tableCard';

/** A change of roles that somebody is about to make. */
interface Change {
  title: string;
  says: string;
  version: string;
  doubts: readonly string[];
  run: (by: string, force: boolean) => Promise<unknown>;
}

const roles = [
  ['champion', 'Its scores have consequences'],
  ['challenger', 'Meant to become the champion'],
  ['shadow', 'Scores beside it, without consequences'],
  ['previous', 'A rollback makes it the champion again'],
] as const;

const titleOf = (role: string): string => role.charAt(0).toUpperCase() + role.slice(1);

const changes: Column<RoleChange>[] = [
  { title: 'No.', cell: (c) => c.roles.revision, value: (c) => c.roles.revision, right: true },
  { title: 'Change', cell: (c) => c.action, value: (c) => c.action, fill: true },
  { title: 'By', cell: (c) => c.by, value: (c) => c.by },
  { title: 'When', cell: (c) => at(c.at), value: (c) => c.at },
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
      {change && <Confirm change={change} done={done} close={() => setChange(undefined)} />}
    </>
  );
}

interface PartProps {
  page: Models;
  propose: (change: Change) => void;
}

function RoleCards({ page, propose }: PartProps) {
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

function ModelsCard({ page, propose }: PartProps) {
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

function Confirm({ change, done, close }: { change: Change; done: () => void; close: () => void }) {
  const [typed, setTyped] = useState('');
  const [force, setForce] = useState(false);
  const by = person.value;
  const [state, setState] = useState<{ runs: boolean; error?: string }>({ runs: false });
  const run = async () => {
    setState({ runs: true });
    try {
      await change.run(by, force);
      done();
    } catch (error) {
      setState({ runs: false, error: error instanceof ApiError ? error.message : String(error) });
    }
  };
  const blocked = change.doubts.length > 0 && !force;
  return (
    <Dialog title={change.title} close={close}>
      <p>{change.says}</p>
      {change.doubts.length > 0 && (
        <div class="notice" style={{ marginTop: '10px' }}>
          <p>It is unproven: {change.doubts.join('; ')}.</p>
          <label class="row">
            <input type="checkbox" checked={force} onChange={(event) => setForce(event.currentTarget.checked)} /> All the same; the history
            says so
          </label>
        </div>
      )}
      <PersonName />
      <p style={{ margin: '12px 0 4px' }}>
        <label for="confirm">
          Type <span class="mono">{change.version}</span> to confirm
        </label>
      </p>
      <input
        id="confirm"
        type="text"
        class="mono"
        autocomplete="off"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        style={{ width: '100%' }}
      />
      {state.error && (
        <p class="bad" role="alert">
          {state.error}
        </p>
      )}
      <div class="row" style={{ justifyContent: 'flex-end', marginTop: '14px' }}>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button primary"
          disabled={by === '' || typed !== change.version || blocked || state.runs}
          onClick={run}
        >
          {change.title}
        </button>
      </div>
    </Dialog>
  );
}
