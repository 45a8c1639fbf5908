import { useAction } from '../../api/action';
import { post } from '../../api/client';
import { useResource } from '../../api/resource';
import type { Policy, PolicyChange, PolicyDifference } from '../../api/types';
import { person } from '../../app/person';
import { at, count, plain, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { ExportButton } from '../../ui/export';
import { Figures } from '../../ui/figures';
import { LevelTag } from '../../ui/level';
import { PlainTable } from '../../ui/plainTable';
import { Said } from '../../ui/said';
import { Empty, FailedAnswer, Loading, Stale } from '../../ui/states';
import { TableCard } from '../../ui/tableCard';
import { deciderOf } from './policy';

type PolicyLevel = Policy['levels'][number];

const differences: Column<PolicyDifference>[] = [
  { title: 'File', cell: (d) => d.file, value: (d) => d.file, widest: true },
  { title: 'Value', cell: (d) => <span class="mono">{d.key}</span>, value: (d) => d.key },
  { title: 'In force', cell: (d) => <del title={d.before ?? ''}>{d.before}</del>, value: (d) => d.before },
  { title: 'Then', cell: (d) => <ins title={d.after ?? ''}>{d.after ?? 'gone'}</ins>, value: (d) => d.after },
];

const changes: Column<PolicyChange>[] = [
  { title: 'Version', cell: (c) => <span class="mono">{c.version}</span>, value: (c) => c.version },
  { title: 'State', cell: (c) => words(c.state), value: (c) => c.state },
  { title: 'Proposed by', cell: (c) => c.proposed_by, value: (c) => c.proposed_by },
  { title: 'Proposed', cell: (c) => at(c.proposed_at), value: (c) => c.proposed_at, wide: true },
  { title: 'Decided by', cell: (c) => c.decided_by, value: (c) => c.decided_by },
  { title: 'Decided', cell: (c) => at(c.decided_at), value: (c) => c.decided_at, wide: true },
];

const levels: Column<PolicyLevel>[] = [
  { title: 'Level', cell: (l) => <LevelTag level={l.risk_level} />, value: (l) => l.risk_level },
  { title: 'Channels', cell: (l) => l.channels.join(', '), value: (l) => l.channels.join(' ') },
  { title: 'Approval', cell: (l) => (l.approval ? 'by a person' : 'none'), value: (l) => l.approval },
  { title: 'Cool-down', cell: (l) => `${l.cool_down_days} days`, value: (l) => l.cool_down_days, right: true },
  { title: 'Expires after', cell: (l) => `${l.expires_after_hours} hours`, value: (l) => l.expires_after_hours, right: true },
  { title: 'Held out', cell: (l) => `${plain(l.holdout_percent)}%`, value: (l) => l.holdout_percent, right: true },
];

/** The policy in force, and what waits to take its place: one person proposes it, another confirms. */
export function PolicyCards() {
  const policy = useResource('/policy', { every: 10_000 });
  const action = useAction();
  if (!policy.data) return <Card>{policy.error ? <FailedAnswer of={policy} /> : <Loading height={420} />}</Card>;
  const data = policy.data;
  const run = async (what: () => Promise<unknown>, sentence: string) => {
    await action.run(what, sentence);
    policy.refresh();
  };
  return (
    <>
      <Stale of={policy} />
      <Said of={action} />
      {data.faults.length > 0 && (
        <Card title="The policy in the folder is not used" note={`${count(data.faults.length)} faults`}>
          <ul class="dots bad">
            {data.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Card>
      )}
      <WaitingCard policy={data} runs={action.runs} run={run} />
      <InForceCard policy={data} />
      <TableCard
        title="Changes"
        note="Latest first"
        name="Changes of the policy"
        file="policy-changes"
        columns={changes}
        rows={data.changes}
        height={300}
        keyOf={(c) => c.version}
        empty="The policy was not changed while the program ran."
      />
    </>
  );
}

interface WaitingProps {
  policy: Policy;
  runs: boolean;
  run: (what: () => Promise<unknown>, sentence: string) => Promise<void>;
}

function WaitingCard({ policy, runs, run }: WaitingProps) {
  const by = person.value;
  const version = policy.waiting;
  if (!version)
    return (
      <Card title="Change">
        <Empty>
          <strong>The folder holds what is in force</strong>
          <span>
            {policy.two_persons
              ? 'Once somebody changes the files of the policy, the change is shown here: one person proposes it, another confirms it.'
              : 'This policy lets changes of its files count by themselves.'}
          </span>
        </Empty>
      </Card>
    );
  const proposed = policy.changes.find((change) => change.version === version && change.state === 'proposed');
  const decider = deciderOf(proposed, by);
  return (
    <TableCard
      title="A change waits"
      note={<span data-policy-waiting>{version}</span>}
      name="What would change"
      file="policy-differences"
      columns={differences}
      rows={policy.differences}
      height={360}
      keyOf={(d) => `${d.file} ${d.key}`}
      empty="No value differs: comments or layout alone were changed."
    >
      <p data-policy-state>
        {proposed
          ? `${proposed.proposed_by} proposed it ${at(proposed.proposed_at)}; another person confirms it.`
          : 'It lies in the folder, and nobody proposed it yet.'}
      </p>
      {by === '' && <p class="small warn">Enter your name above to propose or decide: it is recorded.</p>}
      <div class="row actions no-print">
        {!proposed && (
          <button
            type="button"
            class="button primary"
            disabled={runs || by === ''}
            onClick={() => run(() => post('/policy/propose', { by, version }), 'It is proposed, and waits for another person.')}
          >
            Propose
          </button>
        )}
        {proposed && (
          <>
            <button
              type="button"
              class="button primary"
              disabled={runs || decider !== 'another'}
              onClick={() => run(() => post('/policy/confirm', { by, version }), `${version} is in force.`)}
            >
              Confirm
            </button>
            <button
              type="button"
              class="button"
              disabled={runs || decider === 'nobody'}
              onClick={() => run(() => post('/policy/reject', { by, version }), `${version} is rejected.`)}
            >
              {decider === 'proposer' ? 'Take it back' : 'Reject'}
            </button>
          </>
        )}
      </div>
    </TableCard>
  );
}

function InForceCard({ policy }: { policy: Policy }) {
  return (
    <Card
      title="In force"
      note={<span data-policy>{policy.version}</span>}
      actions={<ExportButton name="policy-levels" columns={levels} rows={() => policy.levels} />}
    >
      <Figures
        items={[
          { title: 'Mode', value: policy.mode === 'live' ? 'Live' : 'Dry run: nothing is sent' },
          { title: 'A change takes', value: policy.two_persons ? 'two persons' : 'one person' },
          { title: 'Contact hours', value: policy.contact_hours },
          { title: 'Contacts', value: `${policy.cap_contacts} in ${policy.cap_days} days` },
          { title: 'Attempts a channel', value: `${policy.cap_attempts_per_channel} in ${policy.cap_days} days` },
          { title: 'Languages', value: policy.languages.join(', ') },
        ]}
      />
      <div style={{ marginTop: '10px' }}>
        <PlainTable name="Levels" columns={levels} rows={policy.levels} keyOf={(l) => l.risk_level} />
      </div>
      <p class="muted small" style={{ marginTop: '10px' }}>
        A day at most:{' '}
        {Object.entries(policy.daily_budget)
          .map(([channel, most]) => `${count(most)} by ${channel}`)
          .join(', ')}
        . Left alone: {policy.blocking_suppressions.map((reason) => words(reason).toLowerCase()).join(', ')}.
      </p>
    </Card>
  );
}
