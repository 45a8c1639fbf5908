import { useResource } from '../../api/resource';
import type { Effect, EffectReport } from '../../api/types';
import { count, plain, points, score, share, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { Figures } from '../../ui/figures';
import { Empty, FailedAnswer, Loading, Stale } from '../../ui/states';
import { TableCard } from '../../ui/tableCard';
import { missingOf, ofReached, reachedNote, reachOf, span, verdictWords } from './effect';
import { HoldoutCard } from './Holdout';
import { Interval } from './Interval';

const groups = [
  ['by_level', 'By level'],
  ['by_driver', 'By driver'],
  ['by_channel', 'By channel'],
  ['by_template', 'By template'],
] as const;

/** Whether contacts help: those who were assigned to be contacted beside those who were held out. */
export function EffectCards() {
  const report = useResource('/interventions/effect', { every: 30_000 });
  if (!report.data) return <Card>{report.error ? <FailedAnswer of={report} /> : <Loading height={420} />}</Card>;
  const data = report.data;
  const missing = missingOf(data);
  return (
    <>
      <Stale of={report} />
      <AllCard report={data} missing={missing} />
      {groups.map(([key, title]) => data[key].length > 0 && <GroupCard key={key} name={key} title={title} effects={data[key]} />)}
      <HoldoutCard items={data.holdout} />
    </>
  );
}

function AllCard({ report, missing }: { report: EffectReport; missing: string | null }) {
  const { all } = report;
  const waiting = (
    <>
      <span data-figure="effect-waiting">{count(report.waiting)}</span> proposals wait for their outcome
    </>
  );
  return (
    <Card title="Does contact help?" note={waiting}>
      {missing ? (
        <Empty>
          <strong>Nothing can be compared yet: {missing}</strong>
          <span>
            A share of customers, which the policy says, is never contacted. Once enough of both are known, this page shows how many more
            paid on time for being contacted.
          </span>
        </Empty>
      ) : (
        <>
          <p class="row">
            <Verdict of={all} />
            <span class="muted small">
              Share that paid on time of those assigned to be contacted, less that of the held out; {share(report.confidence)} intervals
            </span>
          </p>
          <Figures
            items={[
              { title: 'Uplift', name: 'uplift', value: points(all.uplift), below: span(all.low, all.high, points) },
              {
                title: 'On time, contacted',
                name: 'on-time-contacted',
                value: score(all.contacted.on_time),
                below: `of ${count(all.contacted.proposals)} proposals`,
              },
              {
                title: 'On time, held out',
                name: 'on-time-held-out',
                value: score(all.held_out.on_time),
                below: `of ${count(all.held_out.proposals)} proposals`,
              },
              {
                title: 'Reached',
                name: 'reached',
                value: share(all.reached_share),
                below: ofReached(all),
              },
              {
                title: 'Proposals still needed',
                name: 'needed',
                value: count(all.proposals_still_needed),
                below: `of ${count(all.proposals_needed)}`,
              },
              { title: 'Cost, in the bank’s currency', name: 'cost', value: plain(all.cost), below: `${count(all.messages)} sent` },
              {
                title: 'Loss avoided, in the bank’s currency',
                name: 'saved',
                value: plain(all.saved_loss),
                below: span(all.saved_loss_low, all.saved_loss_high, plain),
              },
            ]}
          />
          <Interval effect={all} reach={reachOf([all])} />
          <p class="muted small" style={{ marginTop: '8px' }}>
            {reachedNote(all)}
          </p>
          {all.messages === 0 && (
            <p class="muted small" style={{ marginTop: '8px' }}>
              No message has left the house, so that every difference here is chance.
            </p>
          )}
        </>
      )}
    </Card>
  );
}

export function Verdict({ of }: { of: Effect }) {
  return <span class={`tag verdict ${of.verdict}`}>{verdictWords[of.verdict] ?? words(of.verdict)}</span>;
}

function GroupCard({ name, title, effects }: { name: string; title: string; effects: readonly Effect[] }) {
  const reach = reachOf(effects);
  const columns: Column<Effect>[] = [
    {
      title: 'Group',
      cell: (e) => (name === 'by_template' ? <span class="mono">{e.group}</span> : words(e.group)),
      value: (e) => e.group,
      sorts: true,
    },
    { title: 'Verdict', cell: (e) => <Verdict of={e} />, value: (e) => e.verdict, whole: true },
    { title: `Uplift, −${share(reach)} to ${share(reach)}`, cell: (e) => <Interval effect={e} reach={reach} />, widest: true },
    { title: 'Uplift', cell: (e) => points(e.uplift), value: (e) => e.uplift, right: true, sorts: true },
    { title: 'Low', cell: (e) => points(e.low), value: (e) => e.low, right: true, widest: true },
    { title: 'High', cell: (e) => points(e.high), value: (e) => e.high, right: true, widest: true },
    {
      title: 'Contacted',
      cell: (e) => `${score(e.contacted.on_time)} of ${count(e.contacted.proposals)}`,
      value: (e) => e.contacted.proposals,
      right: true,
      wide: true,
    },
    {
      title: 'Held out',
      cell: (e) => `${score(e.held_out.on_time)} of ${count(e.held_out.proposals)}`,
      value: (e) => e.held_out.proposals,
      right: true,
      wide: true,
    },
    {
      title: 'Still needed',
      cell: (e) => count(e.proposals_still_needed),
      value: (e) => e.proposals_still_needed,
      right: true,
      sorts: true,
    },
    { title: 'Cost', cell: (e) => plain(e.cost), value: (e) => e.cost, right: true, sorts: true, widest: true },
    { title: 'Loss avoided', cell: (e) => plain(e.saved_loss), value: (e) => e.saved_loss, right: true, sorts: true, wide: true },
  ];
  return (
    <TableCard
      title={title}
      name={`Effect ${title.toLowerCase()}`}
      file={`effect-${name.replace('_', '-')}`}
      columns={columns}
      rows={effects}
      height={420}
      keyOf={(e) => e.group}
      empty="No group."
    />
  );
}
