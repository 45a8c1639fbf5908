import { type Level, levels, type Score } from '../../api/types';

/** A time in which the level was above LOW. */
export interface Episode {
  from: string;
  /** When it was LOW for long enough; null while it lasts. */
  until: string | null;
  highest: string;
}

/** Days of LOW after which an episode closes. */
const closesAfterDays = 14;
const dayMs = 86_400_000;

/**
 * Episodes of a customer, the latest first, from its score points (newest first) up to the present. Where the history does not reach back
 * to the beginning of the first, it begins with the history.
 */
export function episodesOf(scores: readonly Score[], present: number): Episode[] {
  const episodes: Episode[] = [];
  let open: (Episode & { lowSince: number | null }) | undefined;
  const close = (now: number) => {
    if (open && open.lowSince !== null && now - open.lowSince >= closesAfterDays * dayMs) {
      episodes.push({ from: open.from, until: new Date(open.lowSince + closesAfterDays * dayMs).toISOString(), highest: open.highest });
      open = undefined;
    }
  };
  for (const point of [...scores].reverse()) {
    const now = Date.parse(point.at);
    close(now);
    if (point.risk_level === 'LOW') {
      if (open) open.lowSince ??= now;
    } else {
      open ??= { from: point.at, until: null, highest: point.risk_level, lowSince: null };
      open.lowSince = null;
      if (rank(point.risk_level) > rank(open.highest)) open.highest = point.risk_level;
    }
  }
  close(present);
  if (open) episodes.push({ from: open.from, until: null, highest: open.highest });
  return episodes.reverse();
}

const rank = (level: string): number => levels.indexOf(level as Level);
