import { ApiError } from './client';

const first = 3000;
const longest = 60_000;

/** Milliseconds until a question that failed is asked again, longer each time in a row; 0 where the same question is refused again, as one of what is not there is. */
export function retryAfter(error: Error, failures: number, every: number): number {
  const passes = !(error instanceof ApiError) || error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500;
  return passes ? Math.max(every, Math.min(longest, first * 2 ** Math.max(0, failures - 1))) : 0;
}
