import {html} from '../lit/lit-html.js';
import {Problem} from '../api/problem.js';
import {trouble} from './trouble.js';

/** What the latest list showed: it stays on the screen while another page of it is on its way. */
let kept = {};

/**
 * Something that is asked for and then shown: while it is on its way, when it is there, when it was
 * refused. It calls `draw` whenever that changes.
 *
 * A slow answer to an earlier question never takes the place of a later one.
 */
export class Asked {
  /** @param keep a name under which the value stays for the next visit of the same place */
  constructor(draw, signal, keep) {
    this.draw = draw;
    this.signal = signal;
    this.state = 'waiting';
    this.turn = 0;
    this.keep = keep;
    if (keep && kept.name === keep) {
      this.state = 'there';
      this.value = kept.value;
      this.updatedAt = kept.updatedAt;
    }
  }

  /**
   * Asks; the current value stays until the answer is there. Quietly: for regular refreshes, without
   * an indication; when one fails the value stays and is marked as stale.
   */
  async ask(question, {quietly = false} = {}) {
    this.question = question;
    const turn = ++this.turn;
    if (!quietly) {
      this.asking = true;
      this.draw();
    }
    try {
      const value = await question();
      if (turn === this.turn && !this.signal.aborted) {
        this.value = value;
        this.state = 'there';
        this.updatedAt = Date.now();
        this.stale = false;
        if (this.keep) {
          kept = {name: this.keep, value, updatedAt: this.updatedAt};
        }
      }
    } catch (failure) {
      if (failure.name === 'AbortError' || this.signal.aborted || turn !== this.turn) {
        return;
      }
      if (!(failure instanceof Problem)) {
        console.error(failure);
      }
      if (quietly && this.state === 'there') {
        this.stale = true;
        this.draw();
        return;
      }
      this.problem = failure;
      this.state = 'refused';
    }
    if (turn === this.turn) {
      this.asking = false;
      this.draw();
    }
  }

  again() {
    return this.ask(this.question);
  }

  /** @param shown what to show of the value; @param meanwhile what has its size until then */
  show(shown, meanwhile) {
    switch (this.state) {
      case 'there':
        return shown(this.value, this.asking);
      case 'refused':
        return trouble(this.problem, () => this.again());
      default:
        return meanwhile;
    }
  }
}

/** Grey lines in the place of a text or a table that is on its way. */
export function lines(count) {
  return html`<div class="lines" aria-hidden="true">
    ${Array.from({length: count}, () => html`<span class="line"></span>`)}
  </div>`;
}

/** The same for a block of a given kind, whose height the style sheet knows. */
export function block(kind) {
  return html`<div class="block ${kind}" aria-hidden="true"></div>`;
}
