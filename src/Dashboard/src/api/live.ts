import { type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import { signal } from '@preact/signals';
import type { Alerts, Contact, Intervention, OperationsAlert, RiskChange, Stats, Transaction } from './types';

/** What the one live connection is doing. */
export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'live'; since: number }
  | { kind: 'catching_up'; left: number }
  | { kind: 'lost'; attempt: number; nextAt: number };

/** What came in within one second. */
export interface Rate {
  at: number;
  /** Null where it was not counted second by second, as the connection was lost. */
  transactions: number | null;
  changes: number;
  queued: number;
}

/** The latest transactions, of those that were counted. */
export interface Sample {
  accepted: number;
  items: Transaction[];
}

/** What of a customer is another by now; only the hub tells it. */
export interface CustomerNews {
  customer_id: string;
  /** Transactions, profile or score. */
  account: boolean;
  /** Contacts, opt-outs, reasons to leave the customer alone, or objections. */
  contact: boolean;
}

interface SubscribeAnswer {
  after_sequence: number;
  latest_sequence: number;
}

/** How many of the latest items are kept: enough for the feeds, and no more in a tab that stays open. */
const kept = 200;
/** Seconds of which the rates are kept. */
const keptSeconds = 180;
const shownTransactions = 40;
/** Milliseconds between two showings of what came, at least: nobody reads faster, and each costs a layout and a painting. */
const pace = 200;
const waits = [0, 500, 1000, 2000, 3000, 5000];

export const live = signal<LiveState>({ kind: 'connecting' });
export const stats = signal<Stats | undefined>(undefined);
export const alerts = signal<Alerts | undefined>(undefined);
export const interventions = signal<Intervention[]>([]);
export const changes = signal<RiskChange[]>([]);
/** What became of proposals, each time that it changed. */
export const contacts = signal<Contact[]>([]);
/** Alerts for the operations team that were opened or over since the page was loaded. */
export const operations = signal<OperationsAlert[]>([]);
/** Second by second, the latest last. */
export const rates = signal<Rate[]>([]);
/** The latest transactions, while somebody watches; how many were taken in meanwhile and are only counted. */
export const sample = signal<Sample>({ accepted: 0, items: [] });
/** Changes of level that were left out, because they came faster than this page reads. */
export const dropped = signal(0);
/** Grows whenever something may have been missed, so that what was read before is read again. */
export const revision = signal(0);

/**
 * Whether pages may ask: what is asked from now on is not older than what the connection tells from now on. Where the connection
 * takes long, nobody waits for it, and all is asked again once it is there.
 */
export const listening = signal(false);

/** Milliseconds that pages wait for the connection. */
const patience = 500;

let wantsTransactions = false;
const watched = new Map<string, Set<(news: CustomerNews) => void>>();
let changesHeard = 0;
/** Whether the figures before are those of a second ago. */
let counts = false;
let connected: HubConnection | undefined;
let sequence: number | null = null;
let target = 0;
/** Came since the last showing. */
let waiting: { items: Intervention[]; changes: RiskChange[]; contacts: Contact[] } = { items: [], changes: [], contacts: [] };
let frame = 0;
let pausing = 0;
let shownAt = Number.NEGATIVE_INFINITY;

/** Connects, and stays connected until the page is left. */
export async function connect(): Promise<void> {
  const connection = new HubConnectionBuilder().withUrl('/hubs/risk').configureLogging(LogLevel.None).build();
  connection.serverTimeoutInMilliseconds = 10_000;
  connection.keepAliveIntervalInMilliseconds = 4_000;
  connected = connection;
  connection.on('stats', (heard: Stats) => {
    const before = stats.value;
    stats.value = heard;
    const transactions = counts && before && heard.transactions >= before.transactions ? heard.transactions - before.transactions : null;
    counts = true;
    rates.value = [...rates.value.slice(1 - keptSeconds), { at: Date.now(), transactions, changes: changesHeard, queued: heard.queued }];
    changesHeard = 0;
  });
  connection.on('transactions', (heard: Sample) => {
    sample.value = { accepted: heard.accepted, items: [...heard.items, ...sample.value.items].slice(0, shownTransactions) };
  });
  connection.on('alerts', (heard: Alerts) => {
    alerts.value = heard;
  });
  connection.on('intervention', (heard: Intervention) => {
    // Where a subscription takes the place of another, what was on its way comes again.
    if (sequence !== null && heard.sequence <= sequence) return;
    sequence = heard.sequence;
    waiting.items.push(heard);
    show();
  });
  connection.on('risk_changed', (heard: RiskChange) => {
    changesHeard += 1 + heard.dropped;
    waiting.changes.push(heard);
    show();
  });
  connection.on('contact', (heard: Contact) => {
    waiting.contacts.push(heard);
    show();
  });
  connection.on('alert', (heard: OperationsAlert) => {
    operations.value = newest([heard], operations.value);
  });
  connection.on('customer', (heard: CustomerNews) => {
    for (const tell of watched.get(heard.customer_id) ?? []) tell(heard);
  });
  connection.onclose(() => {
    counts = false;
    // One that closes while it is tried goes on being tried.
    if (!trying) void keepTrying(connection, 1);
  });
  document.addEventListener('visibilitychange', watchAnew);
  window.addEventListener('online', () => {
    if (connection.state === HubConnectionState.Disconnected) wake?.();
  });
  window.setTimeout(() => {
    listening.value = true;
  }, patience);
  await keepTrying(connection, 0);
}

let wake: (() => void) | undefined;

let trying = false;

async function keepTrying(connection: HubConnection, from: number): Promise<void> {
  trying = true;
  for (let attempt = from; ; attempt++) {
    const wait = waits[Math.min(attempt, waits.length - 1)] ?? 0;
    if (attempt > 0) live.value = { kind: 'lost', attempt, nextAt: Date.now() + wait };
    await new Promise<void>((resolve) => {
      wake = resolve;
      window.setTimeout(resolve, wait);
    });
    wake = undefined;
    try {
      await connection.start();
      await subscribe(connection);
      trying = false;
      return;
    } catch {
      // The state says so, and the next turn tries again.
      if (connection.state !== HubConnectionState.Disconnected) await connection.stop();
    }
  }
}

async function subscribe(connection: HubConnection): Promise<void> {
  let answer: SubscribeAnswer;
  try {
    answer = await connection.invoke<SubscribeAnswer>('Subscribe', { after_sequence: sequence });
  } catch (error) {
    if (sequence === null || !(error as Error).message.startsWith('after_sequence')) throw error;
    // The gateway is on another store by now, which has not come that far: what was known is of the past.
    [interventions.value, changes.value, contacts.value, operations.value, sequence] = [[], [], [], [], null];
    answer = await connection.invoke<SubscribeAnswer>('Subscribe', {});
  }
  sequence ??= answer.after_sequence;
  target = answer.latest_sequence;
  await watch(connection);
  live.value = sequence < target ? { kind: 'catching_up', left: target - sequence } : { kind: 'live', since: Date.now() };
  // What was asked before may be older than what is told from here on.
  if (listening.value) revision.value++;
  listening.value = true;
}

/** Asks for the latest transactions, too, or no longer. */
export function watchTransactions(wanted: boolean): void {
  wantsTransactions = wanted;
  if (!wanted) sample.value = { accepted: 0, items: [] };
  watchAnew();
}

/** Tells when a customer is another, first at once; call the result to end it. */
export function watchCustomer(id: string, tell: (news: CustomerNews) => void): () => void {
  const told = watched.get(id) ?? new Set();
  watched.set(id, told.add(tell));
  watchAnew();
  return () => {
    told.delete(tell);
    if (told.size === 0 && watched.get(id) === told) watched.delete(id);
    watchAnew();
  };
}

// The subscription goes on as it is, so that nothing is lost or comes twice. A page that is not in sight looks at nothing; once it is
// again, the gateway tells of each customer first.
function watch(connection: HubConnection): Promise<void> {
  const seen = !document.hidden;
  return connection.invoke('Watch', { transactions: seen && wantsTransactions, customer_ids: seen ? [...watched.keys()] : [] });
}

function watchAnew(): void {
  // Where the connection goes just now, its successor asks.
  if (connected?.state === HubConnectionState.Connected && sequence !== null) void watch(connected).catch(() => undefined);
}

// What comes is shown in the next frame, and then what came meanwhile after a pause, so that thousands a second cost few renderings.
function show(): void {
  // A hidden page has no frames, and would collect without end.
  if (waiting.items.length + waiting.changes.length + waiting.contacts.length > 2 * kept) flush();
  else if (frame === 0 && pausing === 0) {
    const wait = shownAt + pace - performance.now();
    if (wait > 0) pausing = window.setTimeout(draw, wait);
    else draw();
  }
}

function draw(): void {
  pausing = 0;
  frame = requestAnimationFrame(flush);
}

function flush(): void {
  cancelAnimationFrame(frame);
  window.clearTimeout(pausing);
  [frame, pausing, shownAt] = [0, 0, performance.now()];
  const { items, changes: moved, contacts: became } = waiting;
  waiting = { items: [], changes: [], contacts: [] };
  if (items.length > 0) interventions.value = newest(items, interventions.value);
  if (became.length > 0) contacts.value = newest(became, contacts.value);
  if (moved.length > 0) {
    changes.value = newest(moved, changes.value);
    dropped.value += moved.reduce((sum, change) => sum + change.dropped, 0);
  }
  if (live.value.kind === 'catching_up') {
    const left = target - (sequence ?? target);
    live.value = left > 0 ? { kind: 'catching_up', left } : { kind: 'live', since: Date.now() };
  }
}

/** The latest first, at most as many as are kept. */
export function newest<T>(came: readonly T[], before: readonly T[]): T[] {
  return [...came.slice(-kept).reverse(), ...before].slice(0, kept);
}
