// @ts-check
import {html} from '../lit/lit-html.js';
import {Problem} from '../api/problem.js';
import {errorMessage} from './messages.js';

/**
 * The value of the list that was loaded last: it remains visible while another page of it is loaded.
 *
 * @type {{key?: string, value?: any, updatedAt?: number}}
 */
let cached = {};

/**
 * A value that is loaded from the server, with the states loading, loaded and failed. Calls `draw`
 * when the state changes. The response to an earlier request never replaces that to a later one.
 *
 * @template [T=any]
 */
export class Loadable {
  /** @type {'loading' | 'loaded' | 'failed'} */
  state = 'loading';
  /** @type {T | undefined} */
  value = undefined;
  /** @type {Problem | undefined} */
  problem = undefined;
  /** @type {number | undefined} */
  updatedAt = undefined;
  /** A request is in progress that the page indicates. */
  busy = false;
  /** The last silent refresh failed. */
  stale = false;
  requestNumber = 0;
  /** @type {(() => Promise<T>) | undefined} */
  read = undefined;

  /**
   * @param {() => void} draw
   * @param {AbortSignal} signal
   * @param {string} [cacheKey] the value is kept under this name for the next visit of the same page
   */
  constructor(draw, signal, cacheKey) {
    this.draw = draw;
    this.signal = signal;
    this.cacheKey = cacheKey;
    if (cacheKey && cached.key === cacheKey) {
      this.state = 'loaded';
      this.value = cached.value;
      this.updatedAt = cached.updatedAt;
    }
  }

  /**
   * Loads the value; the current value remains until then. With `silent`, for regular refreshes, there
   * is no indication; when one fails the value remains and is marked as stale.
   *
   * @param {() => Promise<T>} read
   * @param {{silent?: boolean}} [options]
   */
  async load(read, {silent = false} = {}) {
    this.read = read;
    const number = ++this.requestNumber;
    if (!silent) {
      this.busy = true;
      this.draw();
    }
    try {
      const value = await read();
      if (number === this.requestNumber && !this.signal.aborted) {
        this.setLoaded(value);
      }
    } catch (failure) {
      if (failure.name === 'AbortError' || this.signal.aborted || number !== this.requestNumber) {
        return;
      }
      if (!(failure instanceof Problem)) {
        console.error(failure);
      }
      if (silent && this.state === 'loaded') {
        this.stale = true;
        this.draw();
        return;
      }
      this.problem = failure;
      this.state = 'failed';
    }
    if (number === this.requestNumber) {
      this.busy = false;
      this.draw();
    }
  }

  /** @param {T} value */
  setLoaded(value) {
    this.value = value;
    this.state = 'loaded';
    this.updatedAt = Date.now();
    this.stale = false;
    if (this.cacheKey) {
      cached = {key: this.cacheKey, value, updatedAt: this.updatedAt};
    }
  }

  reload() {
    return this.load(this.read);
  }

  /**
   * @param {(value: T, busy: boolean) => unknown} view of the value
   * @param {unknown} placeholder with the size of the view, until there is a value
   */
  render(view, placeholder) {
    switch (this.state) {
      case 'loaded':
        return view(this.value, this.busy);
      case 'failed':
        return errorMessage(this.problem, () => this.reload());
      default:
        return placeholder;
    }
  }
}

/** Grey lines in the place of a text that is being loaded. */
export function placeholderLines(count) {
  return html`<div class="lines" aria-hidden="true">
    ${Array.from({length: count}, () => html`<span class="line"></span>`)}
  </div>`;
}

/** The same in the place of an element of a given class, whose height the style sheet has. */
export function placeholderBlock(kind) {
  return html`<div class="block ${kind}" aria-hidden="true"></div>`;
}
