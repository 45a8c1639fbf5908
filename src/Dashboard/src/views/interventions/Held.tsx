import { useEffect, useRef } from 'preact/hooks';
import { stats } from '../../api/live';
import { useResource } from '../../api/resource';
import type { ClaimedCall, RuleAnswer } from '../../api/types';
import { href } from '../../app/router';
import { clockIn, words } from '../../format/format';
import { Card } from '../../ui/card';
import { withheldWords } from '../../ui/contactWords';
import { MessageView } from '../../ui/message';
import type { HeldCall } from './calls';

const results = [
  ['reached', 'Reached'],
  ['unanswered', 'Nobody answered'],
  ['wrong_number', 'Wrong number'],
] as const;

export type CallResult = (typeof results)[number][0];

interface Props {
  call: HeldCall;
  /** Number and words, which come with the claim alone. */
  claimed: ClaimedCall | undefined;
  /** The customer's zone; null where it is not known. */
  zone: string | null;
  /** The rule by which it must not be made any more; null where it may. */
  withheld: RuleAnswer | null;
  runs: boolean;
  /** Asks for the number again: a claim that is one's own already gives it once more. */
  show: () => void;
  release: () => void;
  finish: (result: CallResult) => void;
}

/** The call that is made just now. Where it must not be made any more, number and words are gone. */
export function HeldCard({ call, claimed, zone, withheld, runs, show, release, finish }: Props) {
  const number = useRef<HTMLAnchorElement>(null);
  const stop = useRef<HTMLParagraphElement>(null);
  useEffect(() => number.current?.focus(), [call.intervention_id, claimed === undefined]);
  // The number had the focus, and is gone. Not to a button, which a key that is on its way would press.
  useEffect(() => {
    if (withheld && document.activeElement === document.body) stop.current?.focus();
  }, [withheld === null]);
  const detail = useResource('/interventions/{intervention_id}', {
    params: { intervention_id: call.intervention_id },
    enabled: claimed === undefined && withheld === null,
  });
  // By the clock that hours of contact go by.
  const theirs = clockIn(stats.value?.now, zone);
  const ends = (
    <>
      {results.map(([result, title]) => (
        <button
          key={result}
          type="button"
          class={`button ${result === 'reached' && !withheld ? 'primary' : ''}`}
          disabled={runs}
          onClick={() => finish(result)}
        >
          {title}
        </button>
      ))}
    </>
  );
  const back = (
    <button type="button" class={`button ${withheld ? 'primary' : ''}`} disabled={runs} onClick={release}>
      Give it back
    </button>
  );
  if (withheld)
    return (
      <Card title={`Your call: ${call.customer_id}`} actions={<a href={href(`/customers/${call.customer_id}`)}>Customer</a>}>
        <p ref={stop} tabIndex={-1} class="notice" role="alert" data-withheld={withheld.rule}>
          <strong>Do not call any more</strong>: {withheldWords(withheld)}.
        </p>
        <div class="row actions no-print">{back}</div>
        <div class="row actions no-print">
          <span class="muted small">If you called before that, say what came of it:</span>
          {ends}
        </div>
      </Card>
    );
  const message = claimed
    ? { channel: 'phone', language: claimed.language, subject: null, text: claimed.text, edited_by: null }
    : detail.data?.message;
  return (
    <Card
      title={`Your call: ${call.customer_id}`}
      note={claimed && `Attempt ${claimed.attempt} · ${claimed.language} · offers: ${words(claimed.offer).toLowerCase()}`}
      actions={<a href={href(`/customers/${call.customer_id}`)}>Customer</a>}
    >
      {claimed ? (
        <p class="to-call">
          <a ref={number} href={`tel:${claimed.phone}`}>
            {claimed.phone}
          </a>
        </p>
      ) : (
        <p class="to-call">
          <button type="button" class="button primary" disabled={runs} onClick={show}>
            Show the number
          </button>
        </p>
      )}
      {theirs && (
        <p data-theirs>
          Now there <strong>{theirs}</strong> <span class="muted">({zone})</span>
        </p>
      )}
      {message && <MessageView message={message} />}
      <div class="row actions no-print">
        {ends}
        {back}
      </div>
    </Card>
  );
}
