import { describe, expect, it } from 'vitest';
import { at, atBoth, atCustomers, clockIn, dayIn, duration, fromNow, inZone, offsetOf, words } from './format';

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

  it('tell the day in another zone, or by an offset', () => {
    expect(dayIn('2026-03-01T23:30:00Z', 'Asia/Kolkata')).toBe('2026-03-02');
    expect(dayIn('2026-07-31T23:30:00Z', 'Europe/London')).toBe('2026-08-01');
    expect(dayIn('2026-03-01T01:00:00Z', -300)).toBe('2026-02-28');
  });

  it("show a moment that is written in UTC by the customer's zone, with the summer time of its day", () => {
    const theirs = inZone('2027-08-07T23:00:00+00:00', 'Europe/London', 'UTC');
    expect(theirs).toContain('8');
    expect(theirs).not.toContain('7');
    expect(inZone('2027-01-07T23:00:00+00:00', 'Europe/London', 'UTC')).toBeNull();
    expect(inZone('2027-08-07T23:00:00+00:00', 'Europe/London', 'Europe/London')).toBeNull();
    expect(inZone('2027-08-07T23:00:00+00:00', 'Nowhere/Land', 'UTC')).toBeNull();
    expect(inZone('2027-08-07T23:00:00+00:00', null, 'UTC')).toBeNull();
  });

  it('are told by both clocks in a sentence where these differ', () => {
    const [moment, theirs] = ['2027-08-07T23:00:00+00:00', inZone('2027-08-07T23:00:00+00:00', 'Europe/London', 'UTC')];
    expect(atBoth(moment, 'Europe/London', 'UTC')).toBe(`${at(moment)} (there ${theirs})`);
    expect(atBoth(moment, 'Europe/London', 'Europe/London')).toBe(at(moment));
  });

  it('tell what the clock says in a zone', () => {
    expect(clockIn('2027-08-07T11:30:00Z', 'Asia/Kolkata')).toMatch(/(17|05):00/);
    expect(clockIn(undefined, 'Asia/Kolkata')).toBeNull();
    expect(clockIn('2027-08-07T11:30:00Z', null)).toBeNull();
  });

  it('choose the unit of a duration', () => {
    expect(duration(0.0000425)).toMatch(/µs$/);
    expect(duration(0.0425)).toMatch(/ ms$/);
    expect(duration(4.25)).toMatch(/ s$/);
    expect(duration(null)).toBe('–');
  });

  it('write wire names as words', () => {
    expect(words('gentle_reminder')).toBe('Gentle reminder');
    expect(words('sms')).toBe('SMS');
    expect(words('near_zero_days_30d')).toBe('Near zero days, 30 days');
    expect(words('housing_payments_30d_ratio')).toBe('Housing payments ratio, 30 days');
    expect(words('balance_trend_7d_30d')).toBe('Balance trend, 7 against 30 days');
  });

  it('tell how far a moment is from now', () => {
    const now = Date.parse('2026-03-01T12:00:00Z');
    const after = (minutes: number) => fromNow(new Date(now + minutes * 60_000).toISOString(), now);
    const formats = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
    const relative = (value: number, unit: Intl.RelativeTimeFormatUnit) => formats.format(value, unit);
    expect([-4.9, -59, 58.5].map(after)).toEqual([-4, -59, 58].map((n) => relative(n, 'minute')));
    expect([-60, 47 * 60].map(after)).toEqual([-1, 47].map((n) => relative(n, 'hour')));
    expect(after(-48 * 60)).toBe(relative(-2, 'day'));
    expect(fromNow(null, now)).toBe('–');
  });
});
