// @ts-check
import {html} from '../lit/lit-html.js';
import {openDialog} from '../parts/dialog.js';
import {input, textOf} from '../parts/form.js';

const KEYS = ['name', 'email', 'externalId', 'phone', 'address'];

/**
 * The form of a Leaf user; returns what `act` returns.
 *
 * @param {{title: string, verb: string, user?: any, act: (keys: object) => Promise<any>}} form
 */
export function openUserForm({title, verb, user = {}, act}) {
  const field = (name, label, problem, more = {}) =>
    input({name, label, value: user[name] ?? '', problem, ...more});
  return openDialog({
    title,
    verb,
    body: (_, problem) => html`
      ${field('name', 'Name', problem, {needed: true})}
      ${field('email', 'Email', problem, {needed: true, type: 'email'})}
      ${field('externalId', 'Your identifier', problem, {hint: 'The identifier of this grower in your own software.'})}
      ${field('phone', 'Phone', problem, {type: 'tel'})}
      ${field('address', 'Address', problem)}
    `,
    act: (form) => act(keysOf(form, user)),
  });
}

/** An empty value is omitted when there was none before, and cleared otherwise. */
function keysOf(form, before) {
  const keys = {};
  for (const name of KEYS) {
    const value = textOf(form, name);
    if (value !== '' || name === 'name' || name === 'email') {
      keys[name] = value;
    } else if (before[name] !== undefined) {
      keys[name] = null;
    }
  }
  return keys;
}
