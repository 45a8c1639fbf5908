import { useEffect, useState } from 'preact/hooks';
import type { Message } from '../../api/types';
import { MessageView } from '../../ui/message';

interface Words {
  /** What the person has read; undefined where there is no message. */
  read: Message | undefined;
  /** Whether the message is another by now: nobody approves what they have not read. */
  overtaken: boolean;
  /** The person has read these. */
  confirm: (message: Message | null | undefined) => void;
}

/** The words that a person has read: those that were shown first, until they say that they have read others. */
export function useWords(message: Message | null | undefined): Words {
  const [confirmed, confirm] = useState<Message | null | undefined>(message);
  useEffect(() => {
    if (!confirmed && message) confirm(message);
  });
  const read = confirmed ?? message ?? undefined;
  return { read, overtaken: message !== undefined && message !== null && message.revision !== read?.revision, confirm };
}

/** Who made another message of it. */
export function changedBy(message: Message, read: Message): string {
  if (message.edited_by !== null) return message.edited_by;
  if (message.channel !== read.channel) return 'Another channel';
  return message.language === read.language ? 'Another policy, name or offer' : 'Another language';
}

/** Both messages, where somebody changed the one that was read. */
export function ChangedWords({ message, read, confirm }: { message: Message; read: Message; confirm: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>
        <strong data-changed-by>{changedBy(message, read)}</strong> changed the message since you read it. Above it stands as it is now.
        What you read:
      </p>
      <div class="former">
        <MessageView message={read} />
      </div>
      <button type="button" class="button" onClick={confirm}>
        I have read the new one
      </button>
    </div>
  );
}
