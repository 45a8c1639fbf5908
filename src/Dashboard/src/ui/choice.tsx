import { setQuery } from '../app/router';

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
  return (
    <label>
      {label}
      <select value={value ?? ''} onChange={(event) => setQuery({ [name]: event.currentTarget.value, offset: null })}>
        <option value="">{any}</option>
        {options.map((option) => {
          const [key, text] = typeof option === 'string' ? [option, option] : option;
          return (
            <option key={key} value={key}>
              {text}
            </option>
          );
        })}
      </select>
    </label>
  );
}
