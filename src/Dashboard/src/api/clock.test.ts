import { afterEach, expect, test, vi } from 'vitest';
import { gatewayNow, setClock } from './clock';

afterEach(() => vi.useRealTimers());

test('the present is that of the gateway, however wrong the browser is', () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
  setClock('Sun, 01 Mar 2026 12:07:30 GMT', Date.now());
  expect(Math.abs(gatewayNow() - Date.parse('2026-03-01T12:07:30Z'))).toBeLessThanOrEqual(1000);
  vi.advanceTimersByTime(60_000);
  expect(Math.abs(gatewayNow() - Date.parse('2026-03-01T12:08:30Z'))).toBeLessThanOrEqual(1000);
});

test('an answer without a date changes nothing', () => {
  const before = gatewayNow() - Date.now();
  setClock(null, Date.now());
  setClock('soon', Date.now());
  expect(gatewayNow() - Date.now()).toBe(before);
});
