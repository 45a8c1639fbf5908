import { useEffect, useState } from 'preact/hooks';
import { post } from '../../api/client';
import { gatewayNow } from '../../api/clock';
import { stats, watchCustomer } from '../../api/live';
import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import type { Call } from '../../api/types';
import { person } from '../../app/person';
import { href } from '../../app/router';
import { at, clockIn, count, fromNow, score, words } from '../../format/format';
import { Card } from '../../ui/card';
import type { Column } from '../../ui/column';
import { stateWords, withheldWords } from '../../ui/contactWords';
import { ExportButton } from '../../ui/export';
import { LevelTag } from '../../ui/level';
import { Moment } from '../../ui/moment';
import { Empty, Known } from '../../ui/states';
import { Table } from '../../ui/table';
import { type Claim, type HeldCall, heldOf, standingOf } from './calls';
import { type CallResult, HeldCard } from './Held';

const most = 1000;

/** Calls to make, and the one that is made just now. Number and words come with the claim. */
export function CallsCards() {
  const page = useResource('/interventions/calls', { query: { limit: most }, every: 10_000 });
  useContactNews((contact) => contact.contact.channel === 'phone', page.refresh);
  const [claim, setClaim] = useState<Claim>();
  const [runs, setRuns] = useState(false);
  const [said, setSaid] = useState<{ good: boolean; text: string }>();
  const by = person.value;

  /** Does what was asked for; what is refused is said in the gateway's words. */
  const run = async (what: () => Promise<string | null>) => {
    setRuns(true);
    setSaid(undefined);
    try {
      const text = await what();
      if (text) setSaid({ good: true, text });
    } catch (error) {
      setSaid({ good: false, text: (error as Error).message });
    }
    setRuns(false);
    page.refresh();
  };
  const take = (id: string) =>
    run(async () => {
      const call = await post('/interventions/calls/{intervention_id}/claim', { by }, { params: { intervention_id: id } });
      setClaim({ call, by, at: Date.now(), ended: false });
      return null;
    });
  const end = (call: HeldCall) => setClaim({ call, by, at: Date.now(), ended: true });
  const release = (call: HeldCall) =>
    run(async () => {
      const { intervention_id } = call;
      const answer = await post('/interventions/calls/{intervention_id}/release', { by }, { params: { intervention_id } });
      end(call);
      // All rules were asked again.
      return answer.contact.state === 'sending' && answer.contact.channel === 'phone'
        ? `The call of ${call.customer_id} is back on the list.`
        : `${call.customer_id} is not on the list any more. ${stateWords(answer.contact)}.`;
    });
  const finish = (call: HeldCall, result: CallResult) =>
    run(async () => {
      const { intervention_id } = call;
      await post('/interventions/calls/{intervention_id}/done', { by, result }, { params: { intervention_id } });
      end(call);
      return `${call.customer_id}: ${words(result).toLowerCase()}.`;
    });

  const now = gatewayNow();
  const { held, claimed, lost } = heldOf(page.data?.items ?? [], page.since ?? 0, claim, by, now);
  // What is said of the customer elsewhere comes to whoever is about to dial.
  useEffect(() => (held ? watchCustomer(held.customer_id, page.refresh) : undefined), [held?.customer_id]);
  // The number goes with the claim.
  useEffect(() => {
    if (!lost) return;
    setClaim(undefined);
    setSaid({
      good: false,
      text: `The call of ${lost.customer_id} is not yours any more: the claim is over, or it was decided otherwise.`,
    });
  }, [lost]);
  const listed = page.data?.items.find((call) => call.contact.intervention_id === held?.intervention_id);
  const columns: Column<Call>[] = [
    {
      title: 'Level',
      cell: (c) => <LevelTag level={c.contact.risk_level}>{score(c.contact.risk_score)}</LevelTag>,
      value: (c) => c.contact.risk_level,
    },
    {
      title: 'Customer',
      cell: (c) => <a href={href(`/customers/${c.contact.customer_id}`)}>{c.contact.customer_id}</a>,
      value: (c) => c.contact.customer_id,
    },
    { title: 'Driver', cell: (c) => words(c.contact.driver), value: (c) => c.contact.driver, wide: true },
    { title: 'Offer', cell: (c) => (c.contact.offer ? words(c.contact.offer) : ''), value: (c) => c.contact.offer, wide: true },
    // By the gateway's own clock, unlike what follows: where the customers' days go at another pace, its times of day would mislead.
    {
      title: 'On the list since',
      cell: (c) => <span title={at(c.since)}>{fromNow(c.since, now)}</span>,
      value: (c) => c.since,
      wide: true,
    },
    {
      title: 'Expires',
      cell: (c) => <Moment at={c.contact.contact.expires_at} zone={c.contact.time_zone} />,
      value: (c) => c.contact.contact.expires_at,
      wide: true,
    },
    { title: 'Now there', cell: (c) => clockIn(stats.value?.now, c.contact.time_zone) ?? 'not known', value: (c) => c.contact.time_zone },
    { title: 'Standing', cell: (c) => standingWords(c, by, now), value: (c) => c.claimed_by ?? standingOf(c, by, now) },
    {
      title: 'Call',
      cell: (c) => {
        const [standing, id] = [standingOf(c, by, now), c.contact.intervention_id];
        return standing === 'mine' ? (
          <button
            type="button"
            class="button small"
            disabled={runs}
            onClick={() => release(c.contact)}
            aria-label={`Release ${c.contact.customer_id}`}
          >
            Release
          </button>
        ) : (
          <button
            type="button"
            class="button small"
            disabled={by === '' || runs || standing !== 'free' || held !== undefined}
            onClick={() => take(id)}
            aria-label={`Claim ${c.contact.customer_id}`}
          >
            Claim
          </button>
        );
      },
    },
  ];
  return (
    <>
      {said && (
        <p class={`span-12 notice ${said.good ? 'calm' : ''}`} role={said.good ? 'status' : 'alert'}>
          {said.text}
        </p>
      )}
      {held && (
        <HeldCard
          call={held}
          claimed={claimed}
          zone={listed?.contact.time_zone ?? null}
          withheld={listed?.withheld_by ?? null}
          runs={runs}
          show={() => take(held.intervention_id)}
          release={() => release(held)}
          finish={(result) => finish(held, result)}
        />
      )}
      <Card
        title="Calls to make"
        note={page.data && <span data-figure="calls">{count(page.data.items.length)}</span>}
        actions={
          page.data && (
            <ExportButton
              name="calls"
              columns={columns}
              rows={() => page.data?.items ?? []}
              {...(page.data.items.length >= most && { most })}
            />
          )
        }
      >
        {by === '' && <p class="small warn">Enter your name above to claim a call: it is recorded with what came of it.</p>}
        <Known of={page} height={300}>
          {(data) => (
            <Table
              name="Calls to make, the most urgent first"
              columns={columns}
              rows={data.items}
              height={560}
              keyOf={(c) => c.contact.intervention_id}
              empty={
                <Empty>
                  <strong>Nobody is to be called now</strong>
                  <span>
                    Calls come here where the policy is live and a contact goes by phone: once it is approved, within the customer's hours.
                  </span>
                </Empty>
              }
            />
          )}
        </Known>
      </Card>
    </>
  );
}

function standingWords(call: Call, by: string, now: number): string {
  const standing = standingOf(call, by, now);
  if (call.withheld_by && (standing === 'mine' || standing === 'taken')) return `Not to be made: ${withheldWords(call.withheld_by)}`;
  switch (standing) {
    case 'mine':
      return `Yours, ends ${fromNow(call.claimed_until, now)}`;
    case 'taken':
      return `${call.claimed_by}, ends ${fromNow(call.claimed_until, now)}`;
    case 'later':
      return `Again ${fromNow(call.next_at, now)}`;
    default:
      return 'Free';
  }
}
