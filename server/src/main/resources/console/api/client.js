// @ts-check
import {Problem} from './problem.js';
import {session} from './session.js';

/** @typedef {{query?: import('../types/console').Query, body?: unknown, headers?: Record<string, string>, signal?: AbortSignal}} Options */

/** The prefix of the paths of the server: this file is at `…/console/{version}/api/client.js`. */
export const base = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '');

/**
 * Sends a request to the public API, as any client does. An error is thrown as a Problem; a request
 * that its signal ended throws an AbortError, which pages ignore.
 *
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<import('../types/console').Response<any>>}
 */
export async function request(method, path, {query, body, headers, signal} = {}) {
  const response = await send(method, withQuery(path, query), body, signal, headers);
  const text = response.status === 204 ? '' : await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    header: (name) => response.headers.get(name) ?? undefined,
    total: parseNumber(response.headers.get('X-Total-Count')),
    links: parseLinks(response.headers.get('Link')),
  };
}

/** @type {(path: string, options?: Options) => Promise<import('../types/console').Response<any>>} */
export const get = (path, options) => request('GET', path, options);
/** @type {(path: string, options?: Options) => Promise<import('../types/console').Response<any>>} */
export const post = (path, options) => request('POST', path, options);
/** @type {(path: string, options?: Options) => Promise<import('../types/console').Response<any>>} */
export const patch = (path, options) => request('PATCH', path, options);
/** @type {(path: string, options?: Options) => Promise<import('../types/console').Response<any>>} */
export const put = (path, options) => request('PUT', path, options);
/** @type {(path: string, options?: Options) => Promise<import('../types/console').Response<any>>} */
export const remove = (path, options) => request('DELETE', path, options);

/** The response itself, whose body is a stream. */
export async function openStream(path, signal) {
  return send('GET', path, undefined, signal);
}

/** A value as a segment of a path. */
export const segment = (value) => encodeURIComponent(value);

async function send(method, path, body, signal, given = {}) {
  /** @type {Record<string, string>} */
  const headers = {...given, Accept: 'application/json, application/problem+json, text/event-stream'};
  const token = session.token;
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(base + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : Problem.unreachable();
  }
  if (response.ok) {
    return response;
  }
  if (response.status === 401 && token) {
    session.endIfToken(token);
    window.dispatchEvent(new Event('headland:signed-out'));
  }
  throw await Problem.of(response);
}

function withQuery(path, query = {}) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      given.set(name, value);
    }
  }
  const text = given.toString();
  return text === '' ? path : `${path}?${text}`;
}

function parseNumber(text) {
  return text === null ? undefined : Number(text);
}

/** The queries of the links of the header, by relation. */
function parseLinks(header) {
  const links = {};
  for (const [, path, relation] of (header ?? '').matchAll(/<([^>]*)>; ?rel="(\w+)"/g)) {
    links[relation] = Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? ''));
  }
  return links;
}
