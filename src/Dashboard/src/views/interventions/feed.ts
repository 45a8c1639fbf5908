import type { Intervention } from '../../api/types';

/** The latest that a tab keeps: it may stay open for days. Where somebody asked for older ones it keeps as many as there were then. */
export const mostKept = 5000;

/** What a feed holds, newest first: every proposal above `from`, none missing. */
export interface Feed {
  items: Intervention[];
  from: number;
}

/**
 * Takes in what was heard, newest first, which may begin within what is known.
 * @returns the same feed where there is nothing new; null where some were not heard, so that they have to be read.
 */
export function joined(feed: Feed, heard: readonly Intervention[]): Feed | null {
  const latest = feed.items[0]?.sequence ?? feed.from;
  const fresh = heard.filter((item) => item.sequence > latest);
  const oldest = fresh.at(-1);
  if (!oldest) return feed;
  if (oldest.sequence !== latest + 1) return null;
  const items = [...fresh, ...feed.items];
  const most = Math.max(mostKept, feed.items.length);
  if (items.length <= most) return { ...feed, items };
  const kept = items.slice(0, most);
  return { items: kept, from: (kept.at(-1)?.sequence ?? 1) - 1 };
}
