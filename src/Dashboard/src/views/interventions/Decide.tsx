import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../api/types';

const longestReason = 500;

interface EditProps {
  message: Message;
  runs: boolean;
  save: (text: string, subject: string | null) => void;
  close: () => void;
}

/** The message, to be put in other words; what the rules of texts refuse is told by the gateway. */
export function EditForm({ message, runs, save, close }: EditProps) {
  const [text, setText] = useState(message.text);
  const [subject, setSubject] = useState(message.subject);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const changed = text !== message.text || subject !== message.subject;
  return (
    <form
      class="decide no-print"
      onSubmit={(event) => {
        event.preventDefault();
        save(text, subject);
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
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
        <button type="submit" class="button primary" disabled={runs || !changed || text.trim() === ''}>
          Save the message
        </button>
        <button type="button" class="button" onClick={close}>
          Leave it as it was
        </button>
        <span class="muted small">{[...text].length} characters. It still waits for approval afterwards.</span>
      </div>
    </form>
  );
}

interface ReasonProps {
  /** What is asked. */
  label: string;
  button: string;
  runs: boolean;
  submit: (reason: string) => void;
  close: () => void;
}

/** One sentence that is recorded with a decision. */
export function ReasonForm({ label, button, runs, submit, close }: ReasonProps) {
  const [reason, setReason] = useState('');
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
          maxLength={longestReason}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
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
