/** Numbers and times as the viewer's locale writes them. */

const locale = undefined;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const threeDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signedWhole = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 0 });
const signedPoints = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signedDecimal = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const moment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const theirs = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const currencies = new Map<string, Intl.NumberFormat>();

const none = '–';

type Maybe = number | null | undefined;

const or = (value: Maybe, text: (number: number) => string): string => (value === null || value === undefined ? none : text(value));

export const count = (value: Maybe): string => or(value, whole.format);
export const decimal = (value: Maybe): string => or(value, oneDecimal.format);
export const fine = (value: Maybe): string => or(value, threeDecimals.format);
export const plain = (value: Maybe): string => or(value, significant.format);
export const share = (value: Maybe): string => or(value, percent.format);
export const score = (value: Maybe): string => or(value, finePercent.format);
export const change = (value: Maybe): string => or(value, signedWhole.format);
export const signed = (value: Maybe): string => or(value, signedDecimal.format);

/** The change of a probability, in percentage points. */
export const points = (value: Maybe): string => or(value, (v) => `${signedPoints.format(v * 100)} pp`);

/** A duration, in the unit that reads best. */
export function duration(seconds: Maybe): string {
  return or(seconds, (s) =>
    s < 0.001
      ? `${significant.format(Math.round(s * 1e6))} µs`
      : s < 1
        ? `${significant.format(Math.round(s * 1e4) / 10)} ms`
        : `${oneDecimal.format(s)} s`,
  );
}

export function money(amount: Maybe, currency: string | null | undefined): string {
  return or(amount, (value) => {
    if (!currency) return significant.format(value);
    const format = currencies.get(currency) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
    currencies.set(currency, format);
    return format.format(value);
  });
}

const or2 = (text: string | null | undefined, format: (at: Date) => string): string => (text ? format(new Date(text)) : none);

/** The day, in the viewer's zone. */
export const day = (text: string | null | undefined): string => or2(text, date.format);
export const shortDay = (text: string | null | undefined): string => or2(text, shortDate.format);
/** Day and time, in the viewer's zone. */
export const at = (text: string | null | undefined): string => or2(text, moment.format);
export const time = (at: Date): string => clock.format(at);

/** How far a moment is from another, in the unit that reads best: '5 minutes ago', 'in 2 hours'. */
export function fromNow(text: string | null | undefined, now: number): string {
  return or2(text, (moment) => {
    const minutes = (moment.getTime() - now) / 60_000;
    const [value, unit]: [number, Intl.RelativeTimeFormatUnit] =
      Math.abs(minutes) < 60 ? [minutes, 'minute'] : Math.abs(minutes) < 48 * 60 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day'];
    return relative.format(Math.trunc(value), unit);
  });
}

/** A calendar day without a zone, like 2026-03-01. */
export function calendarDay(text: string): string {
  return date.format(new Date(`${text}T00:00:00`));
}

/** Minutes that a moment's own offset lies ahead of UTC. */
export function offsetOf(text: string): number {
  const found = /([+-])(\d\d):(\d\d)$/.exec(text);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

/** The calendar day of a moment, like 2026-03-01, in a time zone or so many minutes ahead of UTC. */
export function dayIn(text: string, zone: string | number): string {
  const [timeZone, ahead] = typeof zone === 'string' ? [zone, 0] : ['UTC', zone];
  // Swedes write days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(Date.parse(text) + ahead * 60_000));
}

/** The same moment by the customer's clock, where that differs from the viewer's; else null. */
export function atCustomers(text: string): string | null {
  const offset = offsetOf(text);
  const moment = new Date(text);
  if (offset === -moment.getTimezoneOffset()) return null;
  const sign = offset < 0 ? '−' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${theirs.format(new Date(moment.getTime() + offset * 60_000))} (UTC${sign}${hours}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''})`;
}

const zones = new Map<string, { moment: Intl.DateTimeFormat; clock: Intl.DateTimeFormat } | null>();

/** Formats of a zone; null where this browser does not know it. */
function formatsOf(timeZone: string) {
  let formats = zones.get(timeZone);
  if (formats === undefined) {
    try {
      formats = {
        moment: new Intl.DateTimeFormat(locale, {
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          timeZone,
          timeZoneName: 'short',
        }),
        clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }),
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      formats = null;
    }
    zones.set(timeZone, formats);
  }
  return formats;
}

/** The same moment by the clock of a zone, where that differs from the viewer's; else null. */
export function inZone(text: string, timeZone: string | null, viewers = here()): string | null {
  const [theirs, own] = [timeZone ? formatsOf(timeZone) : null, formatsOf(viewers)];
  const moment = new Date(text);
  return theirs && theirs.clock.format(moment) !== own?.clock.format(moment) ? theirs.moment.format(moment) : null;
}

/** The same moment within a sentence: in the viewer's zone, and in the other where that differs. */
export function atBoth(text: string, timeZone: string | null, viewers = here()): string {
  const theirs = inZone(text, timeZone, viewers);
  return theirs ? `${at(text)} (there ${theirs})` : at(text);
}

/** Hours and minutes by the clock of a zone; null where the zone is not known. */
export function clockIn(text: string | undefined, timeZone: string | null): string | null {
  const theirs = timeZone ? formatsOf(timeZone) : null;
  return theirs && text ? theirs.clock.format(new Date(text)) : null;
}

const here = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** snake_case as people write it; the days that it looks at come last. */
export function words(text: string): string {
  const spaced = text
    .replaceAll('_', ' ')
    .replace(/\bsms\b/g, 'SMS')
    .replace(/ (\d+)d (\d+)d$/, ', $1 against $2 days')
    .replace(/ (\d+)d\b(.*)$/, '$2, $1 days');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
