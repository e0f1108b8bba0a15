// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {live} from '../lit/directives/live.js';
import {countOf} from '../labels/numbers.js';
import {badge} from './badge.js';

/**
 * Settings with the effective value and its origin.
 *
 * @param {{settings: any[], valueOf: (setting) => unknown, sourceOf: (setting) => import('../types/console').Label,
 *     set: (setting, value) => void, clear?: (setting) => void, own?: (setting) => boolean,
 *     busy?: string}} form
 */
export function settingsForm({settings, valueOf, sourceOf, set, clear, own, busy}) {
  return html`<ul class="cards settings">
    ${settings.map((setting) => {
      const [tone, source] = sourceOf(setting);
      const value = valueOf(setting);
      const id = `s-${setting.key}`;
      return html`<li class="card">
        <div>
          <h2><label for=${id}>${setting.name}</label></h2>
          <p class="faint" id=${`a-${setting.key}`}>${setting.about}</p>
        </div>
        <div>
          <select id=${id} aria-describedby=${`a-${setting.key}`} ?disabled=${busy === setting.key}
            .value=${live(String(value))}
            @change=${(event) => set(setting, setting.options.find(([each]) => String(each) === event.target.value)[0])}>
            ${setting.options.map(([each, name]) => html`<option value=${String(each)} ?selected=${each === value}>${name}</option>`)}
          </select>
          <p class="source">${badge(tone, source)}
            ${clear && own(setting) ? html`<button class="slight" ?disabled=${busy === setting.key} @click=${() => clear(setting)}>Use inherited value<span class="unseen">: ${setting.name}</span></button>` : nothing}
          </p>
        </div>
      </li>`;
    })}
  </ul>`;
}

/** Keys that Headland stores without using them. */
export function otherKeys(values, known) {
  const others = Object.entries(values).filter(([key]) => !known.has(key));
  return others.length === 0
    ? nothing
    : html`<details class="others">
        <summary>${countOf(others.length, 'other key')}</summary>
        <p class="faint">Headland stores and returns these keys, as Leaf does. They have no effect.</p>
        <dl class="facts">${others.map(([key, value]) => html`<dt><code>${key}</code></dt><dd>${JSON.stringify(value)}</dd>`)}</dl>
      </details>`;
}

export const NOT_SETTINGS = ['apiOwnerUsername', 'leafUserId'];
