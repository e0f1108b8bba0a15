// @ts-check
import {delay} from '../api/events.js';
import {findBatch, statusOfBatch} from '../api/machine-files.js';
import {Problem} from '../api/problem.js';
import {session} from '../api/session.js';
import {uploadArchive} from '../api/upload.js';
import {announce} from '../shell/announce.js';

const CHECK_DELAYS = [300, 700, 1_500, 3_000, 5_000];

/**
 * An archive that is uploaded and then processed.
 *
 * @typedef {'waiting' | 'sending' | 'processing' | 'done' | 'failed'} State
 */
export class Upload {
  /** @type {State} */
  state = 'waiting';
  sent = 0;
  /** The connection is lost; the upload continues when it is back. */
  interrupted = false;
  /** @type {import('../types/api').BatchView | undefined} */
  batch = undefined;
  /** @type {import('../types/api').BatchStatusView | undefined} */
  files = undefined;
  /** @type {Problem | undefined} */
  problem = undefined;
  /** The server had this archive before. */
  existed = false;
  controller = new AbortController();

  constructor(file, user, provider) {
    this.file = file;
    this.user = user;
    this.provider = provider;
  }

  get ended() {
    return this.state === 'done' || this.state === 'failed';
  }
}

/**
 * The uploads of this tab, one after the other. They continue while other pages are shown, and end
 * when the API owner signs out. `changed` is dispatched when one changes.
 */
class UploadQueue extends EventTarget {
  /** @type {Upload[]} */
  items = [];
  running = false;

  add(files, user, provider) {
    this.items.unshift(...files.map((file) => new Upload(file, user, provider)).reverse());
    this.change();
    this.run();
  }

  cancel(upload) {
    upload.controller.abort();
    this.remove(upload);
  }

  remove(upload) {
    this.items = this.items.filter((each) => each !== upload);
    this.change();
  }

  clear() {
    this.items.forEach((upload) => upload.controller.abort());
    this.items = [];
    this.change();
  }

  change() {
    this.dispatchEvent(new Event('changed'));
  }

  async run() {
    if (this.running) {
      return;
    }
    this.running = true;
    for (let next = this.next(); next; next = this.next()) {
      await this.send(next);
    }
    this.running = false;
  }

  next() {
    return this.items.findLast((upload) => upload.state === 'waiting');
  }

  async send(upload) {
    upload.state = 'sending';
    this.change();
    try {
      await requireZip(upload.file);
      const {batch, existed} = await uploadArchive({
        file: upload.file,
        leafUserId: upload.user.id,
        provider: upload.provider,
        signal: upload.controller.signal,
        onProgress: (sent) => {
          upload.sent = sent;
          upload.interrupted = false;
          this.change();
        },
        onInterrupted: () => {
          upload.interrupted = true;
          this.change();
        },
      });
      upload.batch = batch;
      upload.existed = existed;
    } catch (failure) {
      this.fail(upload, failure);
      return;
    }
    upload.state = 'processing';
    this.change();
    this.follow(upload).catch((failure) => this.fail(upload, failure));
  }

  /** Requests the status until all files are processed. */
  async follow(upload) {
    const {signal} = upload.controller;
    const {id} = upload.batch;
    for (let round = 0; upload.state === 'processing' && !signal.aborted; round++) {
      try {
        const [batch, files] = await Promise.all([findBatch(id, signal), statusOfBatch(id, signal)]);
        upload.batch = batch;
        upload.files = files;
        if (batch.status !== 'RECEIVED') {
          upload.state = batch.status === 'PROCESSED' ? 'done' : 'failed';
          announce(`${upload.file.name}: ${upload.state === 'done' ? 'processed' : 'failed'}`);
        }
        this.change();
      } catch (failure) {
        // The connection may be lost for a moment; the status is final when the server has answered.
        if (failure.status >= 400 && failure.status < 500) {
          throw failure;
        }
      }
      await delay(CHECK_DELAYS[Math.min(round, CHECK_DELAYS.length - 1)], signal);
    }
  }

  fail(upload, failure) {
    if (failure.name === 'AbortError') {
      return;
    }
    upload.state = 'failed';
    upload.problem = failure;
    announce(`${upload.file.name}: failed`);
    this.change();
  }
}

/** A large file of another type is not sent: the server would refuse it. */
async function requireZip(file) {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] !== 0x50 || start[1] !== 0x4b) {
    throw new Problem({
      title: 'Not a zip archive',
      detail: 'The file is not a zip archive. Put all files of the export into a zip archive, with their folders, and upload that.',
    });
  }
}

export const uploads = new UploadQueue();

window.addEventListener('hashchange', () => session.token || uploads.clear());
window.addEventListener('headland:signed-out', () => session.token || uploads.clear());
window.addEventListener('beforeunload', (event) => {
  if (uploads.items.some(({state}) => state === 'waiting' || state === 'sending')) {
    event.preventDefault();
  }
});
