import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A request that waits for its answer. */
interface Asked {
  proof: string | undefined;
  answer: (status: number, document: unknown) => void;
}

let asked: Asked[];
let client: typeof import('./client');
let tokens: typeof import('./token');

beforeEach(async () => {
  vi.resetModules();
  asked = [];
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal(
    'fetch',
    (_: string, init: { headers: Record<string, string> }) =>
      new Promise<Response>((resolve) => {
        const answer = (status: number, document: unknown) =>
          resolve(new Response(JSON.stringify(document), { status, headers: { 'content-type': 'application/json' } }));
        asked.push({ proof: init.headers['authorization'], answer });
      }),
  );
  [client, tokens] = [await import('./client'), await import('./token')];
});

const nobodys = { detail: "The token is nobody's." };

/** The request of this number, counted from 0, once it was made. */
async function request(number: number): Promise<Asked> {
  await vi.waitUntil(() => asked.length > number);
  return asked[number] as Asked;
}

describe('a token that is nobody’s', () => {
  it('is forgotten, and what is only looked at comes without it', async () => {
    tokens.setToken('old');
    const answer = client.get('/me');

    (await request(0)).answer(401, nobodys);
    const again = await request(1);
    again.answer(200, { people_known: true, roles: [] });

    expect(await answer).toEqual({ people_known: true, roles: [] });
    expect([asked[0]?.proof, again.proof]).toEqual(['Bearer old', undefined]);
    expect([tokens.token.value, sessionStorage.getItem('token'), tokens.refusal.value]).toEqual(['', null, nobodys.detail]);
  });

  it('refuses what a person does, in the gateway’s words, and it is not done in nobody’s name', async () => {
    tokens.setToken('old');
    const answer = client.post('/policy/propose', {});

    (await request(0)).answer(401, nobodys);

    await expect(answer).rejects.toMatchObject({ status: 401, message: nobodys.detail });
    expect(asked).toHaveLength(1);
  });

  it('takes the one that was given since not away, however late its refusal comes', async () => {
    tokens.setToken('old');
    const answer = client.get('/me');
    const late = await request(0);
    tokens.setToken('new');

    late.answer(401, nobodys);
    const again = await request(1);
    again.answer(200, {});
    await answer;

    expect(again.proof).toBe('Bearer new');
    expect([tokens.token.value, sessionStorage.getItem('token'), tokens.refusal.value]).toEqual(['new', 'new', '']);
  });

  it('is asked for where there is none', async () => {
    const answer = client.get('/me');

    (await request(0)).answer(401, { detail: 'POST /x takes somebody' });

    await expect(answer).rejects.toMatchObject({ status: 401, message: expect.stringContaining('give your token') });
    expect(asked).toHaveLength(1);
  });
});

describe('a token that cannot be sent', () => {
  it('is not kept and is told, and does not stop what is read', async () => {
    tokens.setToken('pdi–abc…');
    expect(tokens.token.value).toBe('');
    expect(tokens.refusal.value).toContain('no token');
    void client.getAddress('/health');
    expect((await request(0)).proof).toBeUndefined();
    tokens.setToken(' good-1 ');
    expect([tokens.token.value, tokens.refusal.value]).toEqual(['good-1', '']);
  });

  it('is not taken from what a tab remembers either', async () => {
    sessionStorage.setItem('token', 'pdi–abc');
    vi.resetModules();
    expect((await import('./token')).token.value).toBe('');
  });
});
