// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {address} from '../shell/router.js';
import {SYNCED_PROVIDERS} from '../labels/providers.js';

const PLACES = [
  ['', 'Organizations'],
  ['/fields', 'Fields'],
  ['/runs', 'Sync runs'],
  ['/counts', 'Counts'],
  ['/calls', 'Calls'],
  ['/why', 'Why?'],
];

/** The pages of a Leaf user and of each of its accounts, as links. */
export function tabs({leafUserId, provider, here, user}) {
  const held = SYNCED_PROVIDERS.filter((each) => !user || user[each.key]?.id || each.wire === provider);
  const root = `/users/${leafUserId}`;
  const link = (path, name, current) => html`<li>
    <a href=${address(path)} aria-current=${current ? 'page' : nothing}>${name}</a>
  </li>`;
  return html`
    <nav class="tabs" aria-label="Leaf user">
      <ul>
        ${link(root, 'Overview', here === 'overview')}
        ${held.map((each) => link(`${root}/${each.wire}`, each.name, each.wire === provider))}
        ${link(`${root}/machines`, 'Machines', here === 'machines')}
        ${link(`${root}/settings`, 'Settings', here === 'settings')}
      </ul>
    </nav>
    ${provider
      ? html`<nav class="tabs second" aria-label="Account">
          <ul>
            ${PLACES.map(([path, name]) => link(`${root}/${provider}${path}`, name, here === path))}
          </ul>
        </nav>`
      : nothing}
  `;
}
