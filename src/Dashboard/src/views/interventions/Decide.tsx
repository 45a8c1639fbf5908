import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../api/types';
import { draftsOf, keepDraft } from './drafts';
import { changedBy } from './Words';

const longestReason = 500;

interface EditProps {
  /** Whose message it is. */
  id: string;
  /** As it is by now, which is shown above. */
  message: Message;
  runs: boolean;
  /** Takes the revision of the message that the new one is to take the place of. */
  save: (text: string, subject: string | null, revision: string) => void;
  close: () => void;
}

/** The message, to be put in other words; what the rules of texts refuse is told by the gateway. */
export function EditForm({ id, message, runs, save, close }: EditProps) {
  const draft = draftsOf(id).words;
  const [text, setText] = useState(draft?.text ?? message.text);
  const [subject, setSubject] = useState(draft?.subject ?? message.subject);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [read, setRead] = useState(draft?.read ?? message);
  // Somebody else changed it since the form was opened: whoever saves has read that first.
  const overtaken = message.revision !== read.revision;
  const changed = text !== message.text || subject !== message.subject;
  useEffect(() => {
    keepDraft(id, { words: changed ? { read, text, subject } : undefined });
  }, [id, changed, read, text, subject]);
  const leave = () => {
    keepDraft(id, { words: undefined });
    close();
  };
  return (
    <form
      class="decide no-print"
      onSubmit={(event) => {
        event.preventDefault();
        save(text, subject, read.revision);
      }}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      {overtaken && (
        <div class="notice" role="alert">
          <p>
            <strong data-overtaken>{changedBy(message, read)}</strong> changed the message while you wrote. Theirs stands above, yours
            below.
          </p>
          <div class="row">
            <button type="button" class="button" onClick={() => setRead(message)}>
              Go on with mine
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                setRead(message);
                setText(message.text);
                setSubject(message.subject);
              }}
            >
              Start from theirs
            </button>
          </div>
        </div>
      )}
      {subject !== null && (
        <label>
          Subject
          <input type="text" value={subject} onInput={(event) => setSubject(event.currentTarget.value)} />
        </label>
      )}
      <label>
        Message
        <textarea
          ref={first}
          rows={message.channel === 'email' ? 12 : 5}
          lang={message.language}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="row">
        <button type="submit" class="button primary" disabled={runs || overtaken || !changed || text.trim() === ''}>
          Save the message
        </button>
        <button type="button" class="button" onClick={leave}>
          Leave it as it was
        </button>
        <span class="muted small">{[...text].length} characters. It still waits for approval afterwards.</span>
      </div>
    </form>
  );
}

interface ReasonProps {
  /** What is typed at first. */
  typed?: string | undefined;
  /** Hears what is typed. */
  type?: (reason: string) => void;
  /** What is asked. */
  label: string;
  button: string;
  /** Characters at most. */
  longest?: number;
  runs: boolean;
  submit: (reason: string) => void;
  close: () => void;
}

/** One sentence that is recorded with a decision. */
export function ReasonForm({ typed = '', type, label, button, longest = longestReason, runs, submit, close }: ReasonProps) {
  const [reason, setReason] = useState(typed);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="decide no-print"
      onSubmit={(event) => {
        event.preventDefault();
        submit(reason.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <label>
        {label}
        <input
          ref={first}
          data-reason
          type="text"
          maxLength={longest}
          value={reason}
          onInput={(event) => {
            setReason(event.currentTarget.value);
            type?.(event.currentTarget.value);
          }}
        />
      </label>
      <div class="row">
        <button type="submit" class="button primary" disabled={runs || reason.trim() === ''}>
          {button}
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
}
