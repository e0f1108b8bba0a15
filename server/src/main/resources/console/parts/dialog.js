// @ts-check
import {html, nothing, render} from '../lit/lit-html.js';
import {errorMessage} from './messages.js';

/**
 * Opens a dialog and waits for its result: that of `act`, or `undefined` when it was closed.
 * The browser keeps the focus inside and restores it afterwards.
 *
 * @param {import('../types/console').Dialog} dialog
 * @returns {Promise<any>}
 */
export function openDialog(dialog) {
  const {promise, resolve} = Promise.withResolvers();
  const box = document.createElement('dialog');
  box.setAttribute('aria-labelledby', 'dialog-title');
  box.className = dialog.wide ? 'wide' : '';
  const state = {busy: false, problem: undefined};
  let outcome;

  const draw = () => render(content(dialog, state, draw, submit, () => box.close()), box);

  async function submit(event) {
    event.preventDefault();
    state.busy = true;
    state.problem = undefined;
    draw();
    try {
      outcome = (await dialog.act?.(new FormData(event.target))) ?? true;
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

function content(dialog, state, draw, submit, close) {
  return html`<form @submit=${submit} novalidate>
    <h2 id="dialog-title">${dialog.title}</h2>
    <div class="inside">
      ${dialog.body(draw, state.problem)}
      ${state.problem ? errorMessage(state.problem) : nothing}
    </div>
    <div class="buttons">
      <button type="button" @click=${close}>${dialog.verb ? 'Cancel' : 'Close'}</button>
      ${dialog.verb
        ? html`<button class=${dialog.danger ? 'danger' : 'main'} ?disabled=${state.busy}>
            ${state.busy ? 'Please wait…' : dialog.verb}
          </button>`
        : nothing}
    </div>
  </form>`;
}
