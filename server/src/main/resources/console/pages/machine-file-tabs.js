// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {address} from '../shell/router.js';

/** The two lists of the page of machine files. */
export function machineFileTabs(here, query = {}) {
  const link = (path, name) => html`<li>
    <a href=${address(path, {leafUserId: query.leafUserId})} aria-current=${path === here ? 'page' : nothing}>${name}</a>
  </li>`;
  return html`<nav class="tabs" aria-label="Machine files">
    <ul>${link('/machine-files', 'Files')}${link('/machine-files/uploads', 'Uploads')}</ul>
  </nav>`;
}
