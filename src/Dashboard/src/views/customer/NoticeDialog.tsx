import { useState } from 'preact/hooks';
import type { Action } from '../../api/action';
import { person, unproven } from '../../app/person';
import { words } from '../../format/format';
import { Dialog } from '../../ui/dialog';
import { PersonName } from '../../ui/person';
import { Said } from '../../ui/said';

/** What somebody is about to tell of contact with a customer. */
export interface Told {
  kind: 'opt_out' | 'suppression' | 'objection';
  /** A channel, all where it is empty, or a reason. */
  subject: string;
  /** It holds no longer. */
  taken: boolean;
}

const channels = ['', 'phone', 'sms', 'email'] as const;
const reasons = ['deceased', 'bereaved', 'vulnerable', 'bankrupt', 'in_dispute', 'complaint_open'] as const;

const titles = {
  opt_out: ['Opt out of contact', 'Take an opt-out back'],
  suppression: ['Leave this customer alone', 'Leave alone no longer'],
  objection: ['Record an objection', ''],
} as const;

interface Props {
  told: Told;
  action: Action;
  tell: (told: Told, source: string) => void;
  close: () => void;
}

export function NoticeDialog({ told, action, tell, close }: Props) {
  const [subject, setSubject] = useState(told.subject);
  const objects = told.kind === 'objection';
  const [typed, setSource] = useState<string>();
  const source = typed ?? (objects ? '' : person.value);
  const choices = told.kind === 'opt_out' ? channels : reasons;
  return (
    <Dialog title={titles[told.kind][told.taken ? 1 : 0]} close={close}>
      <PersonName tokenOnly />
      <form
        class="decide"
        onSubmit={(event) => {
          event.preventDefault();
          tell({ ...told, subject }, source.trim());
        }}
      >
        {told.taken && <p>{words(subject)}: from now on it does not keep messages back any more. What ended because of it stays ended.</p>}
        {!told.taken && !objects && (
          <label>
            {told.kind === 'opt_out' ? 'Channel' : 'Reason'}
            <select data-subject value={subject} onChange={(event) => setSubject(event.currentTarget.value)}>
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {choice === '' ? 'All of them' : words(choice)}
                </option>
              ))}
            </select>
          </label>
        )}
        {objects ? (
          <label>
            The objection, in the customer's words
            <textarea data-source rows={4} maxLength={4000} value={source} onInput={(event) => setSource(event.currentTarget.value)} />
          </label>
        ) : (
          <label>
            Who tells, or where it was said
            <input data-source type="text" maxLength={100} value={source} onInput={(event) => setSource(event.currentTarget.value)} />
          </label>
        )}
        {objects && <p class="muted small">No message goes to the customer until somebody has closed the review.</p>}
        {action.said && !action.said.good && <Said of={action} />}
        <div class="row" style={{ justifyContent: 'flex-end' }}>
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={action.runs || unproven.value || source.trim() === ''}>
            Record
          </button>
        </div>
      </form>
    </Dialog>
  );
}
