// @ts-check
import {base} from './client.js';
import {BATCHES} from './machine-files.js';
import {Problem} from './problem.js';
import {session} from './session.js';

/**
 * Uploads an archive of machine files. `fetch` does not report how much of a body is sent.
 *
 * @param {{file: File, leafUserId: string, provider: string, signal: AbortSignal, onProgress: (sent: number) => void}} upload
 * @returns {Promise<import('../types/api').UploadedBatchView>}
 */
export function uploadBatch({file, leafUserId, provider, signal, onProgress}) {
  const {promise, resolve, reject} = Promise.withResolvers();
  const {token} = session;
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append('file', file);
  request.open('POST', `${base}${BATCHES}?${new URLSearchParams({leafUserId, provider})}`);
  request.setRequestHeader('Accept', 'application/json, application/problem+json');
  request.setRequestHeader('Authorization', `Bearer ${token}`);
  // The parts of the form around the file are a few hundred bytes.
  request.upload.addEventListener('progress', ({loaded}) => onProgress(Math.min(loaded, file.size)));
  request.addEventListener('load', () => {
    if (request.status === 201) {
      resolve(JSON.parse(request.responseText));
      return;
    }
    if (request.status === 401) {
      session.endIfToken(token);
      window.dispatchEvent(new Event('headland:signed-out'));
    }
    Problem.of(responseOf(request)).then(reject);
  });
  request.addEventListener('error', () => reject(Problem.unreachable()));
  request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled', 'AbortError')));
  signal.addEventListener('abort', () => request.abort(), {once: true});
  request.send(form);
  return promise;
}

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
