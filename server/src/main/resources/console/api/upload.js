// @ts-check
import {base, get, post, remove, segment} from './client.js';
import {delay} from './events.js';
import {findBatch} from './machine-files.js';
import {Problem} from './problem.js';
import {session} from './session.js';

const UPLOADS = '/services/headland/api/uploads';
const TUS = {'Tus-Resumable': '1.0.0'};

/** A multiple of the parts that the server stores while the bytes arrive. */
const CHUNK = 32 * 1024 * 1024;

const RETRY_DELAYS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** The number of refusals without a byte after which an upload fails. A lost connection is no refusal. */
const MAX_REFUSALS = 6;

/**
 * @typedef {{file: File, leafUserId: string, provider: string, signal: AbortSignal,
 *   onProgress: (sent: number) => void, onInterrupted: () => void}} Sending
 * @typedef {import('../types/api').ArchiveUploadView} Received
 */

/**
 * Uploads an archive of machine files with the protocol tus. It continues where the connection was lost, also when the same
 * file is chosen again after the page was loaded again. When its signal is aborted, the server deletes its bytes.
 *
 * @param {Sending} sending
 * @returns {Promise<{batch: import('../types/api').BatchView, existed: boolean}>} `existed`: the server had this archive before
 */
export async function uploadArchive(sending) {
  const {signal} = sending;
  const known = new KnownUpload(sending);
  let failures = 0;
  let received = -1;
  for (;;) {
    try {
      const upload = known.id ? await findUpload(known, signal) : await createUpload(known, sending);
      if (upload?.batchId) {
        const batch = await findBatch(upload.batchId, signal);
        known.forget();
        return {batch, existed: batch.uploadTimestamp < upload.createdAt};
      }
      if (upload) {
        failures = upload.received > received ? 0 : failures;
        received = upload.received;
        await sendBytes(upload, sending);
      }
    } catch (failure) {
      if (signal.aborted) {
        await cancelUpload(known);
      }
      if (!isTemporary(failure, failures)) {
        known.forget();
        throw failure;
      }
      sending.onInterrupted();
      await pause(failures++, failure, signal);
    }
  }
}

/** The id of the upload of a file, in this tab until it is closed. */
class KnownUpload {
  /** @param {Sending} sending */
  constructor({file, leafUserId, provider}) {
    this.key = `headland.upload ${JSON.stringify([leafUserId, provider, file.name, file.size, file.lastModified])}`;
    this.id = sessionStorage.getItem(this.key);
  }

  remember(id) {
    this.id = id;
    sessionStorage.setItem(this.key, id);
  }

  forget() {
    this.id = null;
    sessionStorage.removeItem(this.key);
  }
}

/** @returns {Promise<Received>} */
async function createUpload(known, {file, leafUserId, provider, signal}) {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const {body} = await post(UPLOADS, {
    query: {leafUserId, provider},
    headers: {...TUS, 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${name}`},
    signal,
  });
  known.remember(body.id);
  return body;
}

/** @returns {Promise<Received | undefined>} */
async function findUpload(known, signal) {
  try {
    return (await get(path(known.id), {headers: TUS, signal})).body;
  } catch (failure) {
    if (failure.status !== 404) {
      throw failure;
    }
    known.forget();
    return undefined;
  }
}

async function cancelUpload(known) {
  const {id} = known;
  known.forget();
  if (id && session.token) {
    try {
      await remove(path(id), {headers: TUS});
    } catch (failure) {
      // Without a connection: the server deletes it when it expires.
      console.warn('The bytes of a cancelled upload were not deleted', failure);
    }
  }
}

const path = (id) => `${UPLOADS}/${segment(id)}`;

function isTemporary(failure, failures) {
  if (failure.name === 'AbortError' || failure.errorKey === 'uploadPartMissing') {
    return false;
  }
  const unreachable = [0, 502, 503, 504].includes(failure.status);
  return unreachable || ([408, 409].includes(failure.status) && failures < MAX_REFUSALS);
}

/** Waits before the next attempt, or until the browser has a connection again. */
async function pause(failures, failure, signal) {
  const wait = failure.retryAfter
    ? failure.retryAfter * 1_000
    : RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)];
  const online = new AbortController();
  window.addEventListener('online', () => online.abort(), {once: true, signal: online.signal});
  await delay(wait, AbortSignal.any([signal, online.signal]));
  online.abort();
}

/**
 * Sends the next bytes. `fetch` does not report how much of a body is sent.
 *
 * @param {Received} upload
 * @param {Sending} sending
 * @returns {Promise<void>}
 */
function sendBytes({id, received}, {file, signal, onProgress}) {
  const {promise, resolve, reject} = Promise.withResolvers();
  if (signal.aborted) {
    reject(cancelled());
    return promise;
  }
  const {token} = session;
  const request = new XMLHttpRequest();
  request.open('PATCH', base + path(id));
  const headers = {
    ...TUS,
    Accept: 'application/problem+json',
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': String(received),
  };
  for (const [name, value] of Object.entries(headers)) {
    request.setRequestHeader(name, value);
  }
  onProgress(received);
  request.upload.addEventListener('progress', ({loaded}) => onProgress(received + loaded));
  request.addEventListener('load', () => {
    if (request.status === 204) {
      resolve(undefined);
      return;
    }
    if (request.status === 401) {
      session.endIfToken(token);
      window.dispatchEvent(new Event('headland:signed-out'));
    }
    Problem.of(responseOf(request)).then(reject);
  });
  request.addEventListener('error', () => reject(Problem.unreachable()));
  request.addEventListener('abort', () => reject(cancelled()));
  signal.addEventListener('abort', () => request.abort(), {once: true});
  request.send(file.slice(received, received + CHUNK));
  return promise;
}

const cancelled = () => new DOMException('The upload was cancelled', 'AbortError');

function responseOf(request) {
  const headers = new Headers();
  for (const name of ['X-Request-Id', 'Retry-After']) {
    const value = request.getResponseHeader(name);
    if (value) {
      headers.set(name, value);
    }
  }
  return new Response(request.responseText, {status: request.status, statusText: request.statusText, headers});
}
