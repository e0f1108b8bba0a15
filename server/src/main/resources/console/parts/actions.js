// @ts-check
import {nothing} from '../lit/lit-html.js';
import {errorMessage} from './messages.js';

/**
 * The actions of a page, and the problem of the last one: shown above its content when the server
 * refused it.
 */
export class Actions {
  /** @type {import('../api/problem.js').Problem | undefined} */
  problem = undefined;
  /** The key of the action in progress. */
  busy = undefined;

  /**
   * @param {() => void} draw
   * @param {AbortSignal} signal ends when the page is left
   */
  constructor(draw, signal) {
    this.draw = draw;
    this.signal = signal;
  }

  /**
   * Runs an action.
   *
   * @template T
   * @param {() => Promise<T>} work
   * @param {{key?: unknown, on?: Record<string, (problem: import('../api/problem.js').Problem) => unknown>}} [options]
   *     `key` is the value of `busy` in the meantime; `on` has handlers of problems by `errorKey`
   * @returns {Promise<T | undefined>} undefined when the action was refused
   */
  async act(work, {key = true, on = {}} = {}) {
    this.problem = undefined;
    this.busy = key;
    this.draw();
    try {
      return await work();
    } catch (failure) {
      if (failure.name === 'AbortError' || this.signal.aborted) {
        return undefined;
      }
      if (on[failure.errorKey]) {
        on[failure.errorKey](failure);
      } else {
        this.problem = failure;
      }
      return undefined;
    } finally {
      this.busy = undefined;
      this.draw();
    }
  }

  /** @param {() => void} [retry] */
  render(retry) {
    return this.problem ? errorMessage(this.problem, retry) : nothing;
  }
}
