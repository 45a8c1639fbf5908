import type { Level } from '../api/types';

// One shape per level, so that colour says nothing alone.
const shapes: Record<Level, string> = {
  LOW: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  MEDIUM: 'M1 1h8v8H1z',
  HIGH: 'M5 .5L9.8 9.5H.2z',
  CRITICAL: 'M5 0l5 5-5 5-5-5z',
};

export function LevelTag({ level, children }: { level: string; children?: preact.ComponentChildren }) {
  return (
    <span class={`level ${level}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d={shapes[level as Level] ?? shapes.LOW} fill="currentColor" />
      </svg>
      {children ?? level}
    </span>
  );
}
