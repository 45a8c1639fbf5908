import { setQuery } from '../app/router';
import { words } from '../format/format';

interface Props {
  /** The condition in the address. */
  name: string;
  label: string;
  value: string | null;
  options: readonly (string | readonly [value: string, text: string])[];
  /** What no choice is called. */
  any?: string;
}

/** A filter that lives in the address. */
export function Choice({ name, label, value, options, any = 'All' }: Props) {
  const offered = options.map((option) => (typeof option === 'string' ? ([option, option] as const) : option));
  // What the address asks for is shown, also where nothing of it is there.
  const missing = value && !offered.some(([key]) => key === value) ? [[value, words(value)] as const] : [];
  return (
    <label>
      {label}
      <select value={value ?? ''} onChange={(event) => setQuery({ [name]: event.currentTarget.value, offset: null })}>
        <option value="">{any}</option>
        {[...offered, ...missing].map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
