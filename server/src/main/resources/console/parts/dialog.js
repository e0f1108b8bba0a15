import {html, nothing, render} from '../lit/lit-html.js';
import {trouble} from './trouble.js';

/**
 * Opens a dialog and waits for what it comes to: what `act` gave, or `undefined` when it was closed.
 * The browser keeps the focus inside and gives it back where it was.
 *
 * @param {{title: string, body: (draw: () => void) => unknown, verb: string, danger?: boolean,
 *     wide?: boolean, act?: (form: FormData) => Promise<unknown>}} about
 */
export function ask(about) {
  const {promise, resolve} = Promise.withResolvers();
  const box = document.createElement('dialog');
  box.setAttribute('aria-labelledby', 'dialog-title');
  box.className = about.wide ? 'wide' : '';
  const state = {busy: false, problem: undefined};
  let outcome;

  const draw = () => render(content(about, state, draw, submit, () => box.close()), box);

  async function submit(event) {
    event.preventDefault();
    state.busy = true;
    state.problem = undefined;
    draw();
    try {
      outcome = (await about.act?.(new FormData(event.target))) ?? true;
      box.close();
    } catch (problem) {
      state.problem = problem;
    }
    state.busy = false;
    draw();
  }

  box.addEventListener('close', () => {
    box.remove();
    resolve(outcome);
  });
  const leave = () => box.close();
  window.addEventListener('hashchange', leave, {once: true});
  draw();
  document.body.append(box);
  box.showModal();
  return promise;
}

function content(about, state, draw, submit, close) {
  return html`<form @submit=${submit} novalidate>
    <h2 id="dialog-title">${about.title}</h2>
    <div class="inside">
      ${about.body(draw, state.problem)}
      ${state.problem ? trouble(state.problem) : nothing}
    </div>
    <div class="buttons">
      <button type="button" @click=${close}>${about.verb ? 'Cancel' : 'Close'}</button>
      ${about.verb
        ? html`<button class=${about.danger ? 'danger' : 'main'} ?disabled=${state.busy}>
            ${state.busy ? 'Please wait…' : about.verb}
          </button>`
        : nothing}
    </div>
  </form>`;
}
