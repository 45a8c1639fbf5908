import { useState } from 'preact/hooks';
import { useAction } from '../../api/action';
import { post } from '../../api/client';
import type { CustomerContact } from '../../api/types';
import { href } from '../../app/router';
import { at, words } from '../../format/format';
import { Said } from '../../ui/said';
import { NoticeDialog, type Told } from './NoticeDialog';

interface Props {
  data: CustomerContact;
  /** Something was told: what is known is to be read again. */
  changed: () => void;
}

/** What the customer, or the bank about the customer, said of contact; it can be told here, and taken back. */
export function Notices({ data, changed }: Props) {
  const [telling, setTelling] = useState<Told>();
  const action = useAction();
  const params = { params: { id: data.customer_id } };

  const tell = async (told: Told, source: string) => {
    const { kind, subject, taken } = told;
    const done = await action.run(
      async () =>
        kind === 'objection'
          ? post('/customer/{id}/objection', { statement: source }, params)
          : kind === 'suppression'
            ? post('/customer/{id}/suppression', { reason: subject, source, lifted: taken }, params)
            : post(taken ? '/customer/{id}/opt_in' : '/customer/{id}/opt_out', { source, ...(subject && { channels: [subject] }) }, params),
      'It is recorded, and counts for everything that has not gone yet.',
    );
    if (!done) return;
    setTelling(undefined);
    changed();
  };
  const take = (kind: Told['kind'], subject: string) => (
    <button
      type="button"
      class="button quiet small no-print"
      aria-label={`${kind === 'opt_out' ? 'Take back' : 'Lift'} ${words(subject).toLowerCase()}`}
      onClick={() => setTelling({ kind, subject, taken: true })}
    >
      {kind === 'opt_out' ? 'Take back…' : 'Lift…'}
    </button>
  );
  const none = data.opt_outs.length + data.suppressions.length + data.objections.length === 0;
  return (
    <>
      {!telling && <Said of={action} />}
      {none && <p class="muted small">No opt-out, no reason to leave the customer alone, no objection open.</p>}
      <ul class="feed notices">
        {data.opt_outs.map((notice) => (
          <li key={notice.subject} data-opt-out={notice.subject}>
            <span class="tag">Opted out</span>
            <span>
              {words(notice.subject)} <span class="muted small">· told by {notice.source}</span>
            </span>
            <span class="row when">
              <span class="muted small">since {at(notice.at)}</span> {take('opt_out', notice.subject)}
            </span>
          </li>
        ))}
        {data.suppressions.map((notice) => (
          <li key={notice.subject} data-suppression={notice.subject}>
            <span class="tag">Left alone</span>
            <span>
              {words(notice.subject)} <span class="muted small">· told by {notice.source}</span>
            </span>
            <span class="row when">
              <span class="muted small">since {at(notice.at)}</span> {take('suppression', notice.subject)}
            </span>
          </li>
        ))}
        {data.objections.map((notice) => (
          <li key={notice.subject}>
            <span class="tag">Objection</span>
            <a href={href('/interventions', { tab: 'objections' })}>Its review is open</a>
            <span class="muted small when">since {at(notice.at)}</span>
          </li>
        ))}
      </ul>
      <p class="row no-print" style={{ margin: '8px 0 12px' }}>
        <button type="button" class="button" onClick={() => setTelling({ kind: 'opt_out', subject: '', taken: false })}>
          Opt out…
        </button>
        <button type="button" class="button" onClick={() => setTelling({ kind: 'suppression', subject: 'vulnerable', taken: false })}>
          Leave alone…
        </button>
        <button type="button" class="button" onClick={() => setTelling({ kind: 'objection', subject: '', taken: false })}>
          Objection…
        </button>
      </p>
      {telling && <NoticeDialog told={telling} action={action} tell={tell} close={() => setTelling(undefined)} />}
    </>
  );
}
