import type { Message } from '../api/types';
import { words } from '../format/format';

const headings: Record<string, string> = { phone: 'The caller says first', sms: 'Text message', email: 'Email' };

/** A message as the customer gets it, in its own language. */
export function MessageView({ message }: { message: Omit<Message, 'revision'> }) {
  return (
    <figure class={`message ${message.channel}`}>
      <figcaption class="muted small">
        {headings[message.channel] ?? words(message.channel)}
        {message.edited_by && ` · changed by ${message.edited_by}`}
      </figcaption>
      <div lang={message.language} dir="auto">
        {message.subject && <p class="subject">{message.subject}</p>}
        <p class="text">{message.text}</p>
      </div>
    </figure>
  );
}
