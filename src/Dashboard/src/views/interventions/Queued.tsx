import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, post } from '../../api/client';
import { live } from '../../api/live';
import { useContactNews } from '../../api/news';
import { useResource } from '../../api/resource';
import type { ContactDetail, Message, QueuedContact } from '../../api/types';
import { isCommand } from '../../app/keys';
import { person } from '../../app/person';
import { href } from '../../app/router';
import { atBoth, score, words } from '../../format/format';
import { Card } from '../../ui/card';
import { stateWords } from '../../ui/contactWords';
import { Decisions } from '../../ui/decisions';
import { LevelTag } from '../../ui/level';
import { MessageView } from '../../ui/message';
import { FailedAnswer, Loading } from '../../ui/states';
import { EditForm, ReasonForm } from './Decide';
import { draftedForm, draftsOf, dropDrafts, keepDraft } from './drafts';
import { ChangedWords, useWords } from './Words';

interface Props {
  id: string;
  /** As it stands in the queue; undefined where it is not there any more. */
  queued: QueuedContact | undefined;
  /** Something was decided, in a sentence. */
  done: (sentence: string) => void;
  /** Something was not done, in a sentence, and this contact is not looked at any more. */
  failed: (sentence: string) => void;
}

/** One contact that waits: the message, why, every rule asked, and what a person may do. */
export function QueuedCard({ id, queued, done, failed }: Props) {
  const detail = useResource('/interventions/{intervention_id}', { params: { intervention_id: id } });
  useContactNews((contact) => contact.intervention_id === id, detail.refresh);
  // What was typed and not sent stands there again.
  const [form, setForm] = useState(() => (queued ? draftedForm(id) : undefined));
  const [state, setState] = useState<{ runs: boolean; error?: Error }>({ runs: false });
  const by = person.value;
  const contact = detail.data?.contact ?? queued?.contact;
  const waits = contact?.contact.state === 'awaiting_approval';

  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
    },
    [],
  );

  /** Runs what a person asked for; a refusal stays on the page, in the gateway's words, also where they went on to another contact. */
  const run = async (what: () => Promise<ContactDetail>, said: (detail: ContactDetail) => string | null) => {
    setState({ runs: true });
    try {
      const answer = await what();
      dropDrafts(id);
      setForm(undefined);
      setState({ runs: false });
      const sentence = said(answer);
      if (sentence) done(sentence);
      else detail.refresh();
    } catch (error) {
      if (left.current) return failed(`${contact?.customer_id ?? id}: ${(error as Error).message}`);
      setState({ runs: false, error: error as Error });
      detail.refresh();
    }
  };
  // That nothing answered is no longer so; what was asked for stands in the contact's state, or can be asked for again.
  const isLive = live.value.kind === 'live';
  useEffect(() => {
    if (isLive && state.error instanceof ApiError && state.error.status === 0) setState({ runs: false });
  }, [isLive]);
  const path = { params: { intervention_id: id } };
  const [saved, setSaved] = useState<{ message: Message | null; at: number }>();
  // What was asked before this page changed the message does not know of it.
  const message = saved && saved.at >= (detail.since ?? 0) ? saved.message : detail.data ? detail.data.message : queued?.message;
  const { read, overtaken, confirm } = useWords(message);
  /** An approval is of the words that were read; the gateway refuses it where they are others by now. */
  const approve = () =>
    run(
      () => post('/interventions/{intervention_id}/approve', { by, revision: read?.revision ?? null }, path),
      (answer) => `${answer.contact.customer_id} was approved. ${stateWords(answer.contact.contact)}.`,
    );
  const begin = (wanted: 'edit' | 'reject') => {
    setState({ runs: false });
    setForm(wanted);
  };
  const approval = useRef<HTMLButtonElement>(null);
  const ready = waits && by !== '' && !state.runs;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!ready || !isCommand(event)) return;
      // A key alone approves nothing: it leads to the button, which Enter presses.
      const action = { a: () => approval.current?.focus(), m: () => begin('edit'), r: () => begin('reject') }[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  if (!contact) return <Card>{detail.error ? <FailedAnswer of={detail} /> : <Loading height={420} />}</Card>;
  const reasons = detail.data?.reasons ?? queued?.reasons ?? [];
  return (
    <Card
      title={`${words(contact.driver)}, ${contact.customer_id}`}
      note={<span data-contact-state={contact.contact.state}>{stateWords(contact.contact)}</span>}
      actions={<a href={href(`/customers/${contact.customer_id}`)}>Customer</a>}
    >
      <p class="row">
        <LevelTag level={contact.risk_level}>{score(contact.risk_score)}</LevelTag>
        <span class="muted small">
          Proposed {atBoth(contact.proposed_at, contact.time_zone)}, expires {atBoth(contact.contact.expires_at, contact.time_zone)}
          {contact.offer && `, offers: ${words(contact.offer).toLowerCase()}`}
        </span>
      </p>
      {message ? <MessageView message={message} /> : <p class="muted">There is no message.</p>}
      {message && read && overtaken && waits && form !== 'edit' && (
        <ChangedWords message={message} read={read} confirm={() => confirm(message)} />
      )}
      {by === '' && waits && <p class="small warn">Enter your name above to decide: it is recorded with what you do.</p>}
      {state.error && (
        <p class="bad" role="alert">
          {state.error.message}
        </p>
      )}
      {waits && !form && (
        <div class="row no-print actions">
          <button ref={approval} type="button" class="button primary" disabled={!ready || !read || overtaken} onClick={approve}>
            Approve
          </button>
          <button type="button" class="button" disabled={!ready || !message} onClick={() => begin('edit')}>
            Change the message
          </button>
          <button type="button" class="button" disabled={!ready} onClick={() => begin('reject')}>
            Reject…
          </button>
        </div>
      )}
      {form === 'edit' && message && (
        <EditForm
          id={id}
          message={message}
          runs={state.runs}
          close={() => setForm(undefined)}
          save={(text, subject, revision) =>
            run(
              () => post('/interventions/{intervention_id}/edit', { by, revision, text, ...(subject !== null && { subject }) }, path),
              (answer) => {
                setSaved({ message: answer.message, at: Date.now() });
                confirm(answer.message);
                return null;
              },
            )
          }
        />
      )}
      {form === 'reject' && (
        <ReasonForm
          label="Why this customer is not to be contacted"
          button="Reject"
          typed={draftsOf(id).reason}
          type={(reason) => keepDraft(id, { reason })}
          runs={state.runs}
          close={() => {
            keepDraft(id, { reason: undefined });
            setForm(undefined);
          }}
          submit={(reason) =>
            run(
              () => post('/interventions/{intervention_id}/reject', { by, reason }, path),
              (answer) => `${answer.contact.customer_id} was rejected and will not be contacted for this proposal.`,
            )
          }
        />
      )}
      <Part title="Why, for the bank's people">
        <ul class="dots">
          {reasons.map((reason) => (
            <li key={reason.feature}>{reason.text}</li>
          ))}
        </ul>
      </Part>
      <Part title="Every rule asked">
        {detail.data ? <Decisions items={detail.data.decisions} /> : detail.error ? <FailedAnswer of={detail} /> : <Loading />}
      </Part>
    </Card>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
