// The HTTP API, version 1.
//
// In: a path and parameters. Out: what the server answers, or a `Refusal` with its own words.
// The browser's cache keeps answers and asks again by their ETag; nothing is kept here but the token that changes need.

import { asOf, changed } from './address.ts';
import type { Me } from './wire.ts';

const ROOT = '/api/v1';

/** What the server would not do, and why: its problem+json. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly changed: string[],
  ) {
    super(detail === '' ? title : detail);
  }
}

type Values = Parameters<typeof changed>[0];

/** The address of a resource, as of the day the page looks back from. */
export function resource(path: string, values: Values = {}): string {
  const query = changed({ as_of: asOf(), ...values }, new URLSearchParams()).toString();
  return ROOT + path + (query === '' ? '' : `?${query}`);
}

/** Reads a resource. */
export async function get<T>(path: string, values: Values = {}, signal?: AbortSignal): Promise<T> {
  const response = await ask(resource(path, values), { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  return (await response.json()) as T;
}

/** Reads a resource as text. */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await ask(resource(path, { as_of: null }), signal ? { signal } : {});
  return await response.text();
}

/** Sends a change. */
export async function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'content-type': 'application/json' };
  const token = await csrf();
  if (token !== null) headers['x-csrf-token'] = token;
  const response = await ask(ROOT + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

async function csrf(): Promise<string | null> {
  try {
    return (await get<Me>('/me', { as_of: null })).csrf;
  } catch (refusal) {
    if (refusal instanceof Refusal) return null;
    throw refusal;
  }
}

async function ask(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(0, 'the server does not answer', 'Is dateline serve still running?', []);
  }
  if (response.ok) return response;
  if (response.status === 401) dispatchEvent(new Event('dateline:sign-in'));
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string; changed?: string[] };
  throw new Refusal(
    response.status,
    problem.title ?? `the server answered ${response.status}`,
    problem.detail ?? '',
    problem.changed ?? [],
  );
}
