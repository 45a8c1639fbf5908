import { expect, test } from 'vitest';
import { ApiError } from './client';
import { retryAfter } from './retry';

test('what may pass is asked again, later each time', () => {
  const down = new ApiError(503, 'not ready');
  expect([1, 2, 3, 20].map((failures) => retryAfter(down, failures, 0))).toEqual([3000, 6000, 12_000, 60_000]);
  expect(retryAfter(new ApiError(0, 'gone'), 1, 15_000)).toBe(15_000);
});

test('what is refused is not asked again', () => {
  expect(retryAfter(new ApiError(404, 'nobody'), 1, 5000)).toBe(0);
});
