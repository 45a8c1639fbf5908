import { beforeEach, describe, expect, it, vi } from 'vitest';

/** The hub's side of a connection, as far as a page sees it. */
class Hub {
  state = 'Disconnected';
  calls: [string, unknown][] = [];
  latest = 7;
  refuses = false;
  /** Why the next subscription is refused. */
  refusal = '';
  private readonly told = new Map<string, (heard: unknown) => void>();
  private closed: () => void = () => undefined;

  on = (name: string, tell: (heard: unknown) => void) => void this.told.set(name, tell);
  onclose = (tell: () => void) => {
    this.closed = tell;
  };
  start = async () => {
    if (this.refuses) throw new Error('no answer');
    this.state = 'Connected';
  };
  stop = async () => {
    this.state = 'Disconnected';
  };
  invoke = async (name: string, argument: { after_sequence?: number | null }) => {
    this.calls.push([name, argument]);
    const why = this.refusal;
    if (name === 'Subscribe' && why) {
      this.refusal = '';
      throw new Error(why);
    }
    return name === 'Subscribe' ? { after_sequence: argument.after_sequence ?? this.latest, latest_sequence: this.latest } : undefined;
  };
  tell(name: string, heard: unknown) {
    this.told.get(name)?.(heard);
  }
  close() {
    this.state = 'Disconnected';
    this.closed();
  }
}

let hub: Hub;
let hidden: boolean;
let shown: () => void;
let page: typeof import('./live');

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  hub = new Hub();
  hidden = false;
  vi.doMock('@microsoft/signalr', () => ({
    HubConnectionBuilder: class {
      withUrl = () => this;
      configureLogging = () => this;
      build = () => hub;
    },
    HubConnectionState: { Connected: 'Connected', Disconnected: 'Disconnected' },
    LogLevel: { None: 0 },
  }));
  vi.stubGlobal('window', { setTimeout, clearTimeout, addEventListener: () => undefined });
  vi.stubGlobal('document', {
    get hidden() {
      return hidden;
    },
    addEventListener: (_: string, listener: () => void) => {
      shown = listener;
    },
  });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  page = await import('./live');
});

describe('the subscription', () => {
  it('goes on as it is while the page looks at something else', async () => {
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);

    page.watchTransactions(true);
    const leave = page.watchCustomer('c1', () => undefined);
    page.watchTransactions(false);
    leave();
    await vi.advanceTimersByTimeAsync(1);

    expect(hub.calls).toEqual([
      ['Subscribe', { after_sequence: null }],
      ['Watch', { transactions: false, customer_ids: [] }],
      ['Watch', { transactions: true, customer_ids: [] }],
      ['Watch', { transactions: true, customer_ids: ['c1'] }],
      ['Watch', { transactions: false, customer_ids: ['c1'] }],
      ['Watch', { transactions: false, customer_ids: [] }],
    ]);
  });

  it('begins anew after what it has, and looks at the same, once a lost connection is back', async () => {
    page.watchCustomer('c1', () => undefined);
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);
    hub.tell('intervention', { sequence: 9 });
    hub.calls = [];

    hub.close();
    await vi.advanceTimersByTimeAsync(1000);

    expect(hub.calls).toEqual([
      ['Subscribe', { after_sequence: 9 }],
      ['Watch', { transactions: false, customer_ids: ['c1'] }],
    ]);
    expect(page.revision.value).toBe(1);
  });

  it('is asked for again after what it has where it was refused for now, and keeps what was heard', async () => {
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);
    hub.tell('intervention', { sequence: 9 });
    hub.tell('contact', { intervention_id: 'c1-i1' });
    await vi.advanceTimersByTimeAsync(20);
    hub.calls = [];

    hub.refusal = 'The store cannot be read now.';
    hub.close();
    await vi.advanceTimersByTimeAsync(5000);

    expect(hub.calls.filter(([name]) => name === 'Subscribe').map(([, argument]) => argument)).toEqual([
      { after_sequence: 9 },
      { after_sequence: 9 },
    ]);
    expect([page.interventions.value.length, page.contacts.value.length]).toEqual([1, 1]);
    expect(page.live.value.kind).toBe('live');
  });

  it('begins with what comes on another store, which has not come as far', async () => {
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);
    hub.tell('intervention', { sequence: 9 });
    await vi.advanceTimersByTimeAsync(20);
    hub.calls = [];

    [hub.refusal, hub.latest] = ['after_sequence must not be greater than the latest sequence, 3.', 3];
    hub.close();
    await vi.advanceTimersByTimeAsync(1000);
    hub.tell('intervention', { sequence: 4 });
    await vi.advanceTimersByTimeAsync(20);

    expect(hub.calls.filter(([name]) => name === 'Subscribe').map(([, argument]) => argument)).toEqual([{ after_sequence: 9 }, {}]);
    expect(page.interventions.value.map((item) => item.sequence)).toEqual([4]);
  });

  it('looks at nothing while the page is not in sight', async () => {
    page.watchCustomer('c1', () => undefined);
    page.watchTransactions(true);
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);
    hub.calls = [];

    for (hidden of [true, false]) shown();
    await vi.advanceTimersByTimeAsync(1);

    expect(hub.calls).toEqual([
      ['Watch', { transactions: false, customer_ids: [] }],
      ['Watch', { transactions: true, customer_ids: ['c1'] }],
    ]);
  });

  it('tells of a customer those who look at that one, as long as they do', async () => {
    const heard: string[] = [];
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);
    const leave = page.watchCustomer('c1', (news) => heard.push(news.customer_id));

    hub.tell('customer', { customer_id: 'c1', account: true, contact: false });
    hub.tell('customer', { customer_id: 'c2', account: true, contact: false });
    leave();
    hub.tell('customer', { customer_id: 'c1', account: true, contact: false });

    expect(heard).toEqual(['c1']);
  });

  it('shows none twice, whatever comes again', async () => {
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);

    for (const sequence of [8, 9, 8, 9, 10]) hub.tell('intervention', { sequence });
    await vi.advanceTimersByTimeAsync(20);

    expect(page.interventions.value.map((item) => item.sequence)).toEqual([10, 9, 8]);
  });
});

describe('what comes fast', () => {
  it('is shown at once, and then a few times a second', async () => {
    void page.connect();
    await vi.advanceTimersByTimeAsync(1);
    const shown: number[] = [];
    const stop = page.interventions.subscribe((items) => void shown.push(items.length));

    hub.tell('intervention', { sequence: 8 });
    await vi.advanceTimersByTimeAsync(20);
    const first = [...shown];
    for (let sequence = 9; sequence <= 107; sequence++) {
      hub.tell('intervention', { sequence });
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(200);
    stop();

    expect(first).toEqual([0, 1]);
    expect(shown.at(-1)).toBe(100);
    expect(shown.length).toBeLessThan(10);
  });
});

describe('what pages ask', () => {
  it('waits for the subscription, so that it is not older than what is told', async () => {
    void page.connect();
    expect(page.listening.value).toBe(false);

    await vi.advanceTimersByTimeAsync(1);

    expect([page.listening.value, page.revision.value]).toEqual([true, 0]);
  });

  it('is asked at once where the connection takes long, and again when it is there', async () => {
    hub.refuses = true;
    void page.connect();
    await vi.advanceTimersByTimeAsync(600);
    const before = [page.listening.value, page.revision.value];

    hub.refuses = false;
    await vi.advanceTimersByTimeAsync(5000);

    expect(before).toEqual([true, 0]);
    expect(page.revision.value).toBe(1);
  });
});
