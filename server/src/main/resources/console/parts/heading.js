// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {address} from '../shell/router.js';

/**
 * The heading of a page. It can have the focus, so that a screen reader reads it on navigation.
 *
 * @param {string} title
 * @param {{trail?: [string, string][], below?: unknown, actions?: unknown}} more
 *     `trail` are the places above this one
 */
export function pageHeading(title, {trail = [], below = nothing, actions = nothing} = {}) {
  return html`
    <div class="heading">
      ${trail.length === 0
        ? nothing
        : html`<nav class="trail" aria-label="Breadcrumb">
            <ol>
              ${trail.map(([path, name]) => html`<li><a href=${address(path)}>${name}</a></li>`)}
            </ol>
          </nav>`}
      <div class="title">
        <h1 tabindex="-1">${title}</h1>
        <div class="actions">${actions}</div>
      </div>
      ${below === nothing ? nothing : html`<div class="below">${below}</div>`}
    </div>
  `;
}
