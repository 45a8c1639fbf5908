interface Props {
  values: readonly number[];
  /** Drawn as a line across: what is usual. */
  usual?: number;
  label: string;
}

const [width, height] = [84, 22];

/** A line without axes; NaN leaves a gap. */
export function Sparkline({ values, usual, label }: Props) {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < 2) return <span class="muted small">–</span>;
  const all = usual === undefined ? known : [...known, usual];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (value: number) => (high === low ? height / 2 : height - 2 - ((value - low) / (high - low)) * (height - 4));
  const x = (index: number) => 1 + (index / (values.length - 1)) * (width - 2);
  let drawing = false;
  const path = values
    .map((value, index) => {
      const command = Number.isNaN(value) ? '' : `${drawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      drawing = !Number.isNaN(value);
      return command;
    })
    .join('');
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      {usual !== undefined && <line x1="0" x2={width} y1={y(usual)} y2={y(usual)} stroke="var(--line-strong)" stroke-dasharray="2 2" />}
      <path d={path} fill="none" stroke="var(--accent)" stroke-width="1.5" />
    </svg>
  );
}
