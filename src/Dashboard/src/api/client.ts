import { setClock } from './clock';
import { forgetToken, token } from './token';
import type { Answer, BodyOf, ParamsOf, PathOf, QueryOf } from './types';

/** What the gateway refused, in its own words, or that it could not be reached. */
export class ApiError extends Error {
  /** HTTP status; 0 where nothing answered. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Options<P extends PathOf<M>, M extends 'get' | 'post' | 'put'> {
  params?: ParamsOf<P, M>;
  query?: QueryOf<P, M>;
  signal?: AbortSignal;
}

/** The address of a path with its parameters; those that are null, undefined or empty are left out. */
export function addressOf(path: string, params?: unknown, query?: unknown): string {
  const filled = Object.entries(params ?? {}).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
  const parts = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `${filled}?${parts.join('&')}` : filled;
}

export function get<P extends PathOf<'get'>>(path: P, options: Options<P, 'get'> = {}): Promise<Answer<P, 'get'>> {
  return getAddress(addressOf(path, options.params, options.query), options.signal);
}

export function post<P extends PathOf<'post'>>(
  path: P,
  body: BodyOf<P, 'post'> | null,
  options: Options<P, 'post'> = {},
): Promise<Answer<P, 'post'>> {
  return send('POST', addressOf(path, options.params, options.query), body, options.signal);
}

/** As post, of a body that somebody wrote: it is sent as it is, and what is wrong with it is the gateway's to say. */
export function postText<P extends PathOf<'post'>>(path: P, body: string): Promise<Answer<P, 'post'>> {
  return sendText('POST', path, body);
}

export function put<P extends PathOf<'put'>>(path: P, body: BodyOf<P, 'put'>, options: Options<P, 'put'> = {}): Promise<Answer<P, 'put'>> {
  return send('PUT', addressOf(path, options.params, options.query), body, options.signal);
}

export function getAddress<T>(address: string, signal?: AbortSignal): Promise<T> {
  return ask(address, { headers: { accept: 'application/json' }, ...(signal && { signal }) });
}

function send<T>(method: string, address: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return sendText(method, address, body === null ? null : JSON.stringify(body), signal);
}

function sendText<T>(method: string, address: string, body: string | null, signal?: AbortSignal): Promise<T> {
  return ask(address, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== null && { body }),
    ...(signal && { signal }),
  });
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  // It may be another by the time of the answer.
  const proof = token.peek();
  let response: Response;
  try {
    response = await fetch(address, bearing(proof, init));
    setClock(response.headers.get('date'), Date.now());
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'The gateway does not answer.');
  }
  // Not ready is an answer, too: it says which part is not.
  if (response.ok || (response.status === 503 && address.startsWith('/health'))) return (await response.json()) as T;
  const reason = await reasonOf(response);
  if (response.status !== 401) throw new ApiError(response.status, reason);
  if (proof === '') throw new ApiError(401, 'The gateway wants to know who you are: give your token.');
  forgetToken(proof, reason);
  // To look takes no token, but one that is nobody's is refused; to act takes the person's own word again.
  if (init.method === undefined) return ask(address, init);
  throw new ApiError(401, reason);
}

/** Every request bears the token, where there is one. */
function bearing(proof: string, init: RequestInit): RequestInit {
  return proof ? { ...init, headers: { ...init.headers, authorization: `Bearer ${proof}` } } : init;
}

async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json')) return `The gateway answered ${response.status}.`;
  const problem = JSON.parse(text) as { detail?: string; title?: string };
  return problem.detail ?? problem.title ?? `The gateway answered ${response.status}.`;
}
