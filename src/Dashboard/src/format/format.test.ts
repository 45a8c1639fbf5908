import { describe, expect, it } from 'vitest';
import { atCustomers, duration, offsetOf, words } from './format';

describe('formats', () => {
  it('read the offset of a moment', () => {
    expect(offsetOf('2026-03-01T09:30:00+05:30')).toBe(330);
    expect(offsetOf('2026-03-01T09:30:00-04:00')).toBe(-240);
    expect(offsetOf('2026-03-01T09:30:00Z')).toBe(0);
  });

  it("show the customer's clock only where it differs from the viewer's", () => {
    const here = -new Date('2026-03-01T12:00:00Z').getTimezoneOffset();
    const sign = here < 0 ? '-' : '+';
    const own = `${sign}${String(Math.floor(Math.abs(here) / 60)).padStart(2, '0')}:${String(Math.abs(here) % 60).padStart(2, '0')}`;
    expect(atCustomers(`2026-03-01T12:00:00${own}`)).toBeNull();
    expect(atCustomers('2026-03-01T12:00:00+13:45')).toContain('(UTC+13:45)');
  });

  it('choose the unit of a duration', () => {
    expect(duration(0.0000425)).toMatch(/µs$/);
    expect(duration(0.0425)).toMatch(/ ms$/);
    expect(duration(4.25)).toMatch(/ s$/);
    expect(duration(null)).toBe('–');
  });

  it('write wire names as words', () => {
    expect(words('gentle_reminder')).toBe('Gentle reminder');
  });
});
