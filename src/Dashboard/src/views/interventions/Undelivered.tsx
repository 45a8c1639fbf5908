import { useState } from 'preact/hooks';

const reasons = [
  ['bad_address', 'the address is nobody’s'],
  ['unreachable', 'nobody could be reached there'],
  ['filtered', 'it was filtered out'],
  ['other', 'for another reason'],
] as const;

interface Props {
  disabled: boolean;
  tell: (reason: string) => void;
}

/** That a message never arrived, and why: the contact goes on by its next channel. */
export function Undelivered({ disabled, tell }: Props) {
  const [reason, setReason] = useState<string>('unreachable');
  return (
    <span class="row">
      <button type="button" class="button" disabled={disabled} onClick={() => tell(reason)}>
        It did not arrive:
      </button>
      <select
        aria-label="Why it did not arrive"
        disabled={disabled}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      >
        {reasons.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
