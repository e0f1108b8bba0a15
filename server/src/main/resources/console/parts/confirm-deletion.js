// @ts-check
import {html} from '../lit/lit-html.js';
import {notify} from '../shell/announce.js';
import {openDialog} from './dialog.js';

/**
 * Asks before something is deleted, and deletes it. A refused deletion is shown in the dialog.
 *
 * @param {{what: string, verb?: string, consequences: string[], act: () => Promise<unknown>,
 *     done: string, then: () => unknown}} deletion `what` completes the question `Delete …?`;
 *     `consequences` are paragraphs; `done` is the notification afterwards; `then` is called after it
 */
export async function confirmDeletion({what, verb = 'Delete', consequences, act, done, then}) {
  const deleted = await openDialog({
    title: `${verb} ${what}?`,
    body: () => consequences.map((text) => html`<p>${text}</p>`),
    verb,
    danger: true,
    act,
  });
  if (deleted) {
    notify(done);
    then();
  }
}
