import type { ComponentChildren } from 'preact';

export interface Figure {
  title: string;
  value: ComponentChildren;
  /** What tests and links know it by. */
  name?: string;
  /** The list behind it. */
  to?: string;
  /** What it is of, in small below. */
  below?: string;
}

/** Figures side by side, each with its title. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <dl class="figures">
      {items.map(({ title, value, name, to, below }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {to ? (
              <a href={to} data-figure={name}>
                {value}
              </a>
            ) : (
              <span data-figure={name}>{value}</span>
            )}
          </dd>
          {below && <dd class="muted small below">{below}</dd>}
        </div>
      ))}
    </dl>
  );
}
