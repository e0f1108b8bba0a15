// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {icon} from './icons.js';
import {relativeTime} from './time.js';

/**
 * When the data on a page was loaded, and a warning when it could not be refreshed since.
 *
 * @param {import('./loading.js').Loadable[]} parts what the page shows; the oldest counts
 * @param {() => void} again refreshes all of them
 */
export function freshness(parts, again) {
  const loaded = parts.filter((each) => each.updatedAt !== undefined);
  if (loaded.length === 0) {
    return nothing;
  }
  const oldest = new Date(Math.min(...loaded.map((each) => each.updatedAt))).toISOString();
  return loaded.some((each) => each.stale)
    ? html`<p class="freshness stale" role="status">${icon('warn')}<span>Could not refresh. Updated ${relativeTime(oldest)}.</span>
        <button class="slight" @click=${again}>Refresh</button></p>`
    : html`<p class="freshness"><span>Updated ${relativeTime(oldest)}</span></p>`;
}
